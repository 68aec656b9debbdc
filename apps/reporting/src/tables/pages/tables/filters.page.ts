import { Body, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { isUuid } from '@todoke/database';
import { CLOCK, type Clock, type SignedIn } from '@todoke/service';
import { CurrentPerson, Page, page, type PageView, redirect, type Redirect, template } from '@todoke/web';
import { Databases } from '../../../persistence/databases.js';
import { SaveFilter } from '../../actions/save-filter.js';
import type { Table } from '../../catalogue/table.js';
import { deleteSaved } from '../../persistence/saved.js';
import { problems } from '../../problems.js';
import { filterForm } from './filter.form.js';
import { officials } from '../officials.js';
import { getTable, viewerOf } from './table.page.js';

const saveView = template(import.meta.url, './save-filter.hbs');

/** Conditions of a レポート that a person saves under a name: 条件を保存, and 削除. */
@Page('tables/:key/filters', { roles: officials })
export class FiltersPage {
  constructor(
    private readonly databases: Databases,
    private readonly saveFilter: SaveFilter,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  ask(@Param('key') key: string, @Query() query: unknown, @CurrentPerson() person: SignedIn): PageView {
    const table = getTable(key);
    return saveFilterPage(table, this.setIn(table, query, person), filterForm.view());
  }

  @Post()
  @HttpCode(200)
  async save(
    @Param('key') key: string,
    @Query() asked: unknown,
    @Body() body: unknown,
    @CurrentPerson() person: SignedIn,
  ): Promise<PageView | Redirect> {
    const table = getTable(key);
    const query = this.setIn(table, asked, person);
    const reading = filterForm.read(body);
    if (!reading.ok) return saveFilterPage(table, query, filterForm.view(reading.values, reading.errors), 422);
    const refused = await this.saveFilter.run(person, { table: table.key, query, ...reading.value });
    if (refused) return saveFilterPage(table, query, filterForm.view(reading.values, [refused]), 422);
    return redirect(`/tables/${table.key}?${query}`, `条件「${reading.value.name}」を保存しました。`);
  }

  @Post(':filter/delete')
  async delete(
    @Param('key') key: string,
    @Param('filter') filter: string,
    @CurrentPerson() person: SignedIn,
  ): Promise<Redirect> {
    const table = getTable(key);
    const deleted =
      isUuid(filter) && (await this.databases.forPerson(person, (tx) => deleteSaved(tx, table.key, filter)));
    if (!deleted) throw problems.filterMissing();
    return redirect('/tables', '条件を削除しました。');
  }

  /** What is set, as the table understood it: nothing else is stored. */
  private setIn(table: Table, query: unknown, person: SignedIn): string {
    const viewer = viewerOf(person, this.clock.now());
    return table.list(viewer).set(query, viewer);
  }
}

function saveFilterPage(table: Table, query: string, form: object, status = 200): PageView {
  const name = table.names.at(-1) ?? '';
  const path = `/tables/${table.key}`;
  const data = { name, form, action: `${path}/filters?${query}`, back: `${path}?${query}` };
  return page(saveView, data, { title: `${name}：条件を保存`, status });
}
