import { Body, Get, Inject, Param, Post } from '@nestjs/common';
import type { Form } from '@todoke/forms';
import { atTokyo, dayInTokyo, formatDate } from '@todoke/japan';
import { CLOCK, type Clock, type FieldError, type SignedIn } from '@todoke/service';
import { CurrentPerson, day, form, page, Page, redirect, template } from '@todoke/web';
import { z } from 'zod';
import { Databases } from '../../../../persistence/databases.js';
import { PublishVersion } from '../../../actions/publish-version.js';
import { versionWord } from '../../../domain/version-number.js';
import { problems } from '../../../problems.js';
import { differenceTable, openForm } from './opened.js';

const view = template(import.meta.url, './publishing.hbs');

const publication = form(z.object({ validFrom: day, note: z.string().min(1) }), {
  validFrom: {
    label: '適用開始日',
    required: true,
    input: 'date',
    hint: 'この日からの回答に使われます。今日から指定できます。',
  },
  note: { label: '公開の理由', required: true, maxLength: 200, hint: '版の一覧に残ります。' },
});

/** What is published: the draft, or an older version again; and what it would change. */
interface Asked {
  readonly newest: Form;
  readonly next: Form;
  readonly again: boolean;
  readonly action: string;
}

/** 変更点を確認して公開, この版に戻す. */
@Page('admin/surveys/:form', { roles: ['secretariat'] })
export class PublishingPage {
  constructor(
    private readonly databases: Databases,
    private readonly publishing: PublishVersion,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('publish')
  async show(@Param('form') name: string, @CurrentPerson() person: SignedIn) {
    return publishPage(await this.asked(name, person));
  }

  @Post('publish')
  async publish(@Param('form') name: string, @Body() body: unknown, @CurrentPerson() person: SignedIn) {
    return this.done(await this.asked(name, person), body, person);
  }

  @Get('versions/:version')
  async showOld(@Param('form') name: string, @Param('version') version: string, @CurrentPerson() person: SignedIn) {
    return publishPage(await this.asked(name, person, version));
  }

  @Post('versions/:version')
  async goBack(
    @Param('form') name: string,
    @Param('version') version: string,
    @Body() body: unknown,
    @CurrentPerson() person: SignedIn,
  ) {
    return this.done(await this.asked(name, person, version), body, person);
  }

  private async done(asked: Asked, body: unknown, person: SignedIn) {
    const read = publication.read(body);
    if (!read.ok) return publishPage(asked, read.values, read.errors);
    if (read.value.validFrom < dayInTokyo(this.clock.now())) {
      return publishPage(asked, read.values, [
        { field: 'validFrom', message: '適用開始日は今日以降の日付にしてください。' },
      ]);
    }
    const { form: name } = asked.newest;
    const version = await this.publishing.run(person, name, read.value, asked.again ? asked.next : undefined);
    const from = formatDate(atTokyo(read.value.validFrom));
    return redirect(`/admin/surveys/${name}`, `${versionWord(version)}を公開しました。${from}からの回答に使われます。`);
  }

  private async asked(name: string, person: SignedIn, version?: string): Promise<Asked> {
    const { newest, versions, draft } = await this.databases.forPerson(person, (tx) => openForm(tx, name));
    const action = `/admin/surveys/${name}`;
    if (version === undefined) {
      if (draft === undefined) throw problems.nothingDrafted();
      return { newest, next: draft.form, again: false, action: `${action}/publish` };
    }
    const old = versions.find((one) => String(one.version) === version && one !== newest);
    if (old === undefined) throw problems.versionMissing();
    return { newest, next: old, again: true, action: `${action}/versions/${version}` };
  }
}

function publishPage(
  { newest, next, again, action }: Asked,
  values: Readonly<Record<string, unknown>> = {},
  errors: readonly FieldError[] = [],
) {
  const heading = again ? `${versionWord(next.version)}に戻す` : '新しい版の公開';
  const data = {
    title: newest.title,
    heading,
    again,
    name: newest.form,
    action,
    drop: `/admin/surveys/${newest.form}/draft/drop`,
    compared: versionWord(newest.version),
    table: differenceTable(newest, next),
    form: publication.view(values, errors),
  };
  return page(view, data, { title: `${newest.title} ${heading}`, status: errors.length > 0 ? 422 : 200 });
}
