import { Get, Inject, Param, Post } from '@nestjs/common';
import { atTokyo, formatDate, formatDateTime } from '@todoke/japan';
import { CLOCK, type Clock, type SignedIn } from '@todoke/service';
import { type Cell, CurrentPerson, page, Page, redirect, tableView, template } from '@todoke/web';
import { Databases } from '../../../persistence/databases.js';
import { takeOver } from '../../actions/take-over.js';
import { type Outcome, outcomes } from '../../domain/import-row.js';
import { layoutNamed } from '../../domain/layouts.js';
import { countOutcomes } from '../../persistence/imports.js';
import { outcomeTag } from '../../words.js';
import { importPath, officials } from '../officials.js';
import { seenImport } from './seen-import.js';

const view = template(import.meta.url, './import.hbs');

/** A file that was read in: how many rows came to what, and 取り込む. */
@Page('open-data/imports/:id', { roles: officials })
export class ImportPage {
  constructor(
    private readonly databases: Databases,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  async show(@Param('id') id: string, @CurrentPerson() person: SignedIn) {
    const { found, counts } = await this.databases.forPerson(person, async (tx) => ({
      found: await seenImport(tx, id),
      counts: await countOutcomes(tx, id),
    }));
    const { fileName, slug, asOf, startedAt, takenAt, state } = found;
    const facts = [
      { label: '内容', value: layoutNamed(slug)?.title ?? slug },
      { label: 'データの時点', value: formatDate(atTokyo(asOf)) },
      { label: '読込日時', value: formatDateTime(startedAt) },
      ...(takenAt === null ? [] : [{ label: '取込日時', value: formatDateTime(takenAt) }]),
    ];
    const matched = counts.get('matched') ?? 0;
    const data = {
      fileName,
      facts,
      counts: countsTable(id, counts),
      rows: `${importPath(id)}/rows`,
      taken: state === 'taken',
      unread: state === 'reading',
      ...(state === 'read' && matched > 0 && { matched, action: `${importPath(id)}/take` }),
    };
    return page(view, data, { title: fileName });
  }

  /** 取り込む. */
  @Post('take')
  async take(@Param('id') id: string, @CurrentPerson() person: SignedIn) {
    const { id: seen } = await this.databases.forPerson(person, (tx) => seenImport(tx, id));
    await takeOver(this.databases.inTransaction, seen, { by: person.sub, at: this.clock.now() });
    return redirect(importPath(seen), '取り込みました。報告は、取り込んだ内容から始められます。');
  }
}

const countsTable = (id: string, counts: ReadonlyMap<Outcome, number>) =>
  tableView({
    caption: '行ごとの結果',
    columns: [{ label: '結果', header: true }, { label: '行数', numeric: true }, { label: '一覧' }],
    rows: (Object.keys(outcomes) as Outcome[])
      .filter((outcome) => counts.has(outcome))
      .map((outcome): Cell[] => [
        outcomeTag(outcome),
        counts.get(outcome) ?? 0,
        { text: `「${outcomes[outcome]}」の行を見る`, href: `${importPath(id)}/rows?outcome=${outcome}` },
      ]),
  });
