import type { Readable } from 'node:stream';
import { Body, Get, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { CLOCK, type Clock, type SignedIn } from '@todoke/service';
import { CurrentPerson, form, list, type ListScope, Page, type PageView, type WebReply } from '@todoke/web';
import { z } from 'zod';
import { institutionLink } from '../../../institutions/index.js';
import { Databases } from '../../../persistence/databases.js';
import { type Outcome, outcomes } from '../../domain/import-row.js';
import { listedRows, rowsOf } from '../../persistence/import-list.js';
import { outcomeTag } from '../../words.js';
import { importPath, officials } from '../officials.js';
import { seenImport } from './seen-import.js';

interface Context {
  readonly id: string;
}

const every = Object.keys(outcomes) as [Outcome, ...Outcome[]];

const filters = form(z.object({ outcome: z.enum(every).optional().catch(undefined) }), {
  outcome: {
    label: '結果',
    input: 'select',
    prompt: 'すべて',
    options: every.map((outcome) => ({ value: outcome, label: outcomes[outcome] })),
  },
});

/** The rows of a file, and what became of each. */
const rowList = list({
  name: 'open-data-rows',
  title: '行ごとの結果',
  noun: '行',
  rows: listedRows,
  filters,
  where: ({ outcome }, { id }: Context) => rowsOf(id, outcome),
  columns: [
    { label: '行', numeric: true, header: true, cell: ({ row }) => row },
    { label: 'ID', code: true, cell: ({ facility }) => facility },
    {
      label: '名称',
      wide: true,
      cell: ({ name, institution }) =>
        institution === null ? name : { text: name, href: institutionLink(institution) },
    },
    { label: '結果', cell: ({ outcome }) => outcomeTag(outcome) },
    { label: '説明', wide: true, cell: ({ note }) => note },
  ],
  orders: { row: { label: '行の順', by: 'row' } },
});

/** 行ごとの結果, and its file. */
@Page('open-data/imports/:id/rows', { roles: officials })
export class ImportRowsPage {
  constructor(
    private readonly databases: Databases,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  async show(@Param('id') id: string, @Query() query: unknown, @CurrentPerson() person: SignedIn): Promise<PageView> {
    return rowList.show(`${importPath(id)}/rows`, query, await this.scopeOf(id, person));
  }

  @Get('export')
  async ask(@Param('id') id: string, @Query() query: unknown, @CurrentPerson() person: SignedIn): Promise<PageView> {
    return rowList.ask(`${importPath(id)}/rows`, query, await this.scopeOf(id, person));
  }

  @Post('export')
  @HttpCode(200)
  async export(
    @Param('id') id: string,
    @Query() query: unknown,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: WebReply,
    @CurrentPerson() person: SignedIn,
  ): Promise<PageView | Readable | undefined> {
    const scope = await this.scopeOf(id, person);
    return rowList.export(`${importPath(id)}/rows`, query, body, { scope, person, reply });
  }

  private async scopeOf(id: string, person: SignedIn): Promise<ListScope<Context>> {
    const { fileName } = await this.databases.forPerson(person, (tx) => seenImport(tx, id));
    return {
      rows: this.databases.rowsFor(person),
      context: { id },
      now: this.clock.now(),
      caption: fileName,
      links: [{ label: 'この取り込みへ戻る', href: importPath(id) }],
    };
  }
}
