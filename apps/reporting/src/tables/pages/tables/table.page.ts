import type { Readable } from 'node:stream';
import { Body, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { dayInTokyo } from '@todoke/japan';
import { CLOCK, type Clock, type SignedIn } from '@todoke/service';
import {
  CurrentPerson,
  type List,
  type ListScope,
  Page,
  type PageView,
  redirect,
  type Redirect,
  type WebReply,
  type WebRequest,
} from '@todoke/web';
import { findAreas } from '../../../institutions/index.js';
import { jurisdictionOf, placeWord } from '../../../surveys/index.js';
import { Databases } from '../../../persistence/databases.js';
import { placesFor } from '../../catalogue/filters.js';
import type { Table, Viewer } from '../../catalogue/table.js';
import { findTable } from '../../catalogue/tables.js';
import { findOnHome, findSaved, putOnHome, takeFromHome } from '../../persistence/saved.js';
import { problems } from '../../problems.js';
import { officials } from '../officials.js';

interface Shown {
  readonly table: Table;
  readonly path: string;
  readonly list: List<Viewer>;
  readonly scope: ListScope<Viewer>;
}

/** One レポート: its rows, its file, and whether it stands on the home page. */
@Page('tables/:key', { roles: officials })
export class TablePage {
  constructor(
    private readonly databases: Databases,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  async show(@Param('key') key: string, @Query() query: unknown, @CurrentPerson() person: SignedIn): Promise<PageView> {
    const { list, path, scope } = await this.shown(key, person);
    return list.show(path, query, scope);
  }

  @Get('export')
  async ask(@Param('key') key: string, @Query() query: unknown, @CurrentPerson() person: SignedIn): Promise<PageView> {
    const { list, path, scope } = await this.shown(key, person);
    return list.ask(path, query, scope);
  }

  @Post('export')
  @HttpCode(200)
  async export(
    @Param('key') key: string,
    @Query() query: unknown,
    @Body() body: unknown,
    @Req() _request: WebRequest,
    @Res({ passthrough: true }) reply: WebReply,
    @CurrentPerson() person: SignedIn,
  ): Promise<PageView | Readable | undefined> {
    const { list, path, scope } = await this.shown(key, person);
    return list.export(path, query, body, { scope, person, reply });
  }

  /** 「ホームに表示」. */
  @Post('home')
  async putOnHome(@Param('key') key: string, @CurrentPerson() person: SignedIn): Promise<Redirect> {
    const table = getTable(key);
    await this.databases.forPerson(person, (tx) => putOnHome(tx, person.sub, table.key));
    return redirect(`/tables/${table.key}`, 'ホームに表示しました。');
  }

  /** 「ホームから外す」. */
  @Post('home/remove')
  async takeFromHome(@Param('key') key: string, @CurrentPerson() person: SignedIn): Promise<Redirect> {
    const table = getTable(key);
    await this.databases.forPerson(person, (tx) => takeFromHome(tx, table.key));
    return redirect(`/tables/${table.key}`, 'ホームから外しました。');
  }

  private async shown(key: string, person: SignedIn): Promise<Shown> {
    const table = getTable(key);
    const path = `/tables/${table.key}`;
    const viewer = viewerOf(person, this.clock.now());
    const day = dayInTokyo(viewer.now);
    const { areas, saved, onHome } = await this.databases.forPerson(person, async (tx) => ({
      areas: viewer.whole ? [] : await findAreas(tx, day, person.prefecture),
      saved: await findSaved(tx, table.key),
      onHome: (await findOnHome(tx)).includes(table.key),
    }));
    const place = placeWord(person);
    const scope: ListScope<Viewer> = {
      rows: this.databases.rowsFor(person),
      context: viewer,
      now: viewer.now,
      ...(place !== undefined && { caption: place }),
      ...(table.lead !== undefined && { lead: table.lead }),
      fields: placesFor(viewer, areas),
      saved: saved.map(({ name, query }) => ({ label: name, href: `${path}?${query}` })),
      actions: (query) => [
        ...(query === '' ? [] : [{ label: '条件を保存', href: `${path}/filters?${query}` }]),
        onHome
          ? { label: 'ホームから外す', action: `${path}/home/remove` }
          : { label: 'ホームに表示', action: `${path}/home` },
      ],
    };
    return { table, path, list: table.list(viewer), scope };
  }
}

export function getTable(key: string): Table {
  const table = findTable(key);
  if (table === undefined) throw problems.tableMissing();
  return table;
}

export const viewerOf = (person: SignedIn, now: Date): Viewer => ({
  now,
  jurisdiction: jurisdictionOf(person),
  whole: person.role === 'secretariat',
});
