import { Body, Get, Param, Post } from '@nestjs/common';
import { isUuid } from '@todoke/database';
import { formatDateTime } from '@todoke/japan';
import type { SignedIn } from '@todoke/service';
import { CurrentPerson, page, Page, redirect, template } from '@todoke/web';
import { Databases } from '../../../persistence/databases.js';
import { officialOf } from '../../../reviews/index.js';
import { BeginFiling } from '../../actions/begin-filing.js';
import { DiscardFile } from '../../actions/discard-file.js';
import { findSameFile } from '../../persistence/files.js';
import { countRows } from '../../persistence/file-rows.js';
import { fileView } from './file.view.js';
import { leftOutIn } from './filing.form.js';
import { filePath, filesPath } from './paths.js';
import { seenFile } from './seen-file.js';

const view = template(import.meta.url, './file.hbs');

/** A file: what would be filed, 申請する, how far that is, and what became of the rows. */
@Page('proxy-applications/files/:id', { roles: ['prefecture'] })
export class FilePage {
  constructor(
    private readonly databases: Databases,
    private readonly filing: BeginFiling,
    private readonly discarding: DiscardFile,
  ) {}

  @Get()
  async show(@Param('id') id: string, @CurrentPerson() person: SignedIn) {
    const { file, counts, same } = await this.databases.forOfficial(officialOf(person), async (tx) => {
      const seen = await seenFile(tx, id);
      const earlier = seen.state === 'read' ? await findSameFile(tx, seen) : undefined;
      return { file: seen, counts: await countRows(tx, seen.id), same: earlier };
    });
    const earlier = same && {
      href: filePath(same.id),
      label: `${same.fileName}（${formatDateTime(same.readAt)}読込）`,
    };
    const scripts = file.state === 'filing' ? ['approval/filing.js'] : [];
    return page(view, { ...fileView(file, counts), same: earlier }, { title: file.fileName, scripts });
  }

  /** 申請する. */
  @Post('begin')
  async begin(@Param('id') id: string, @Body() body: unknown, @CurrentPerson() person: SignedIn) {
    const official = officialOf(person);
    const seen = await this.databases.forOfficial(official, (tx) => seenFile(tx, id));
    await this.filing.run(seen.id, official, leftOutIn(body));
    return redirect(filePath(seen.id), '申請を始めました。');
  }

  /** 申請せずに削除する. */
  @Post('discard')
  async discard(@Param('id') id: string, @CurrentPerson() person: SignedIn) {
    const official = officialOf(person);
    if (isUuid(id)) await this.discarding.run(id, official);
    return redirect(filesPath, 'ファイルを削除しました。');
  }

  /** A reload of a page that answered a form, or a sign-in in between. */
  @Get(['begin', 'discard'])
  back(@Param('id') id: string) {
    return redirect(filePath(id));
  }
}
