import type { Readable } from 'node:stream';
import { Body, Get, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { CLOCK, type Clock, type SignedIn } from '@todoke/service';
import { CurrentPerson, form, list, type ListScope, Page, type PageView, type WebReply } from '@todoke/web';
import { z } from 'zod';
import { Databases } from '../../../persistence/databases.js';
import { officialOf } from '../../../reviews/index.js';
import { marks } from '../../domain/marks.js';
import { rowStates } from '../../domain/proxy-file.js';
import { type ListedRow, listedRows, rowsOf } from '../../persistence/row-list.js';
import { markWords, rowStateTag, rowStateWords } from '../../words.js';
import { filePath } from './paths.js';
import { seenFile } from './seen-file.js';

interface Context {
  readonly id: string;
}

const filters = form(
  z.object({
    state: z.enum(rowStates).optional().catch(undefined),
    mark: z.enum(marks).optional().catch(undefined),
  }),
  {
    state: {
      label: '結果',
      input: 'select',
      prompt: 'すべて',
      options: rowStates.map((value) => ({ value, label: rowStateWords[value] })),
    },
    mark: {
      label: '重複の可能性',
      input: 'select',
      prompt: 'すべて',
      options: marks.map((value) => ({ value, label: markWords[value] })),
    },
  },
);

const columnsNamed = ({ notes }: ListedRow): string => notes.flatMap(({ column }) => column ?? []).join('、');

/** The rows of a file, and what became of each. */
const rowList = list({
  name: 'proxy-file-rows',
  title: '行ごとの結果',
  noun: '行',
  rows: listedRows,
  filters,
  where: ({ state, mark }, { id }: Context) => rowsOf(id, state, mark),
  columns: [
    { label: '行', numeric: true, header: true, cell: ({ row }) => row },
    { label: '機関名', wide: true, cell: ({ name }) => name },
    { label: '結果', cell: ({ state }) => rowStateTag(state) },
    {
      label: '申請番号',
      whole: true,
      cell: ({ number }) => (number === null ? '' : { text: number, href: `/applications/${number}` }),
    },
    { label: '重複の可能性', wide: true, cell: ({ mark }) => (mark === null ? '' : markWords[mark]) },
    { label: '列', cell: columnsNamed },
    { label: '説明', wide: true, cell: ({ notes }) => notes.map(({ text }) => text).join('') },
  ],
  orders: { row: { label: '行の順', by: 'row' } },
});

/** 行ごとの結果, and its file. */
@Page('proxy-applications/files/:id/rows', { roles: ['prefecture'] })
export class RowsPage {
  constructor(
    private readonly databases: Databases,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  async show(@Param('id') id: string, @Query() query: unknown, @CurrentPerson() person: SignedIn): Promise<PageView> {
    return rowList.show(`${filePath(id)}/rows`, query, await this.scopeOf(id, person));
  }

  @Get('export')
  async ask(@Param('id') id: string, @Query() query: unknown, @CurrentPerson() person: SignedIn): Promise<PageView> {
    return rowList.ask(`${filePath(id)}/rows`, query, await this.scopeOf(id, person));
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
    return rowList.export(`${filePath(id)}/rows`, query, body, { scope, person, reply });
  }

  private async scopeOf(id: string, person: SignedIn): Promise<ListScope<Context>> {
    const official = officialOf(person);
    const { id: known, fileName } = await this.databases.forOfficial(official, (tx) => seenFile(tx, id));
    return {
      rows: this.databases.rowsFor(official),
      context: { id: known },
      now: this.clock.now(),
      caption: fileName,
      links: [{ label: 'このファイルへ戻る', href: filePath(known) }],
    };
  }
}
