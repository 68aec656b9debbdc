import { countRows, readPage, type KeysetPage, type Snapshot } from '@todoke/database';
import type { Form } from '../forms/form.js';
import { page, PageView } from '../pages/page.js';
import { safe, template } from '../pages/template.js';
import { type Column, type TableView, tableView } from '../pages/views.js';
import { chipsOf } from './chips.js';
import { cursorOf } from './cursor.js';
import type { ListColumn, ListDeclaration, ListScope, TableColumn } from './declaration.js';
import { countLimit, countLimitOfMany, usualPageSize } from './limits.js';
import { addressOf, type ListState, type ownFields, queryOf, type StateReading } from './state.js';
import { tabsOf } from './tabs.js';

const view = template(import.meta.url, './list.hbs');
const numbers = new Intl.NumberFormat('ja-JP');

type Declared<Row, Context> = ListDeclaration<Row, Context>;

/** 121件, or 2,000件以上; whether it is more than was counted. */
interface Count {
  readonly text: string;
  readonly many: boolean;
}

const exactly = (count: number): Count => ({ text: `${numbers.format(count)}件`, many: false });
const atLeast = (count: number): Count => ({ text: `${numbers.format(count)}件以上`, many: true });

/** How many rows there are: as the list knows it, else counted up to a limit. */
async function countIn<Row, Context>(
  snapshot: Snapshot,
  list: Declared<Row, Context>,
  { query, chosen, key, atLeast: known = 0 }: ListState,
  context: Context,
): Promise<Count> {
  const told = await list.count?.(snapshot, { context, chosen, searching: key !== '' });
  if (told !== undefined) return exactly(told);
  const limit = known > countLimit ? countLimitOfMany : countLimit;
  const count = await countRows(snapshot, list.rows, query.where, limit);
  return count > limit ? atLeast(limit) : exactly(count);
}

/** The columns that the person is shown, in the table or in a CSV file. */
export const shownColumns = <Row, Context>(
  { columns }: Declared<Row, Context>,
  context: Context,
): readonly ListColumn<Row, Context>[] => columns.filter(({ when }) => when === undefined || when(context));

/** The page of a list, in the state that its address says. @param path of the page, without its query */
export async function showList<Row, Context>(
  list: Declared<Row, Context>,
  own: ReturnType<typeof ownFields>,
  path: string,
  reading: StateReading,
  scope: ListScope<Context>,
): Promise<PageView> {
  const data = {
    title: list.title,
    caption: scope.caption,
    lead: scope.lead,
    saved: scope.saved,
    ...formsOf(list, own, reading, scope.fields),
    action: path,
    clear: clearedOf(list, path, reading),
    label: `${list.noun}の絞り込み`,
    dense: list.dense,
  };
  const options = { title: list.title, wide: true, ...(list.styles && { styles: list.styles }) };
  if (!reading.ok) return page(view, data, { ...options, status: 422 });
  const { picture, ...rest } = await found(list, path, reading, scope);
  const shown = { ...data, ...rest };
  return new PageView(
    (around) => view({ ...shown, ...(picture && { picture: safe(picture(around)) }) }, around),
    shown,
    options,
  );
}

/**
 * The form with search, filters and order. Of a list with piles the search is a form of its own, as it looks through
 * all of them.
 */
function formsOf<Row, Context>(
  list: Declared<Row, Context>,
  own: ReturnType<typeof ownFields>,
  reading: StateReading,
  texts: ListScope<Context>['fields'] = {},
) {
  const errors = reading.ok ? [] : reading.errors;
  const viewOf = (one: Form, hidden: readonly string[] = []) => {
    const kept = Object.fromEntries(hidden.map((name) => [name, { input: 'hidden' as const }]));
    return one.view(reading.values, errors, { ...texts, ...kept });
  };
  const { tabs } = list;
  const filters = viewOf(list.filters, tabs && [tabs.field]);
  // The order of a list in one line is chosen by the headings of its columns.
  const parts = [viewOf(own.search, tabs && ['q']), filters, viewOf(own.order, list.dense === true ? ['order'] : [])];
  const usual = ['', Object.keys(list.orders)[0]];
  const fields = parts
    .flatMap((part) => part.fields)
    .filter(({ is, value }) => is.hidden !== true || !usual.includes(value));
  const search = tabs && list.search && viewOf(own.search);
  return { form: { ...filters, fields, hasRequired: false }, search };
}

/** The address without any filter; where the list is remembered, one that says so. */
function clearedOf<Row, Context>(
  { tabs, remembered, orders }: Declared<Row, Context>,
  path: string,
  reading: StateReading,
): string {
  if (tabs !== undefined && reading.ok) return addressOf(path, [[tabs.field, String(reading.chosen[tabs.field])]]);
  return remembered === true ? addressOf(path, [['order', Object.keys(orders)[0] ?? '']]) : path;
}

async function found<Row, Context>(
  list: Declared<Row, Context>,
  path: string,
  state: ListState,
  { rows, context, actions, links = [], fields }: ListScope<Context>,
) {
  const { query, place, kept } = state;
  const size = sizeOf(list, place.before);
  const { read, count, picture, tabs } = await rows.read(async (snapshot) => ({
    read: await readPage(snapshot, list.rows, query, size, place.from),
    count: await countIn(snapshot, list, state, context),
    picture: await list.picture?.(snapshot, query.where, context),
    tabs: await tabsOf(list, path, state, context, snapshot),
  }));
  const exportHref = addressOf(`${path === '/' ? '' : path}/export`, kept);
  return {
    noun: list.noun,
    total: count.text,
    tabs,
    chips: chipsOf(list, path, state, fields),
    capped: list.capped === true && count.many,
    table: tableOf(list, read.rows, context, (column) => headOf(list, column, path, state)),
    links,
    pagination: pagesBeside(list, path, state, read),
    exportHref,
    menu: list.menu && {
      ...list.menu,
      items: [{ label: 'エクスポート', href: exportHref }, ...(actions?.(queryOf(kept)) ?? [])],
    },
    picture,
  };
}

function tableOf<Row, Context>(
  list: Declared<Row, Context>,
  rows: readonly Row[],
  context: Context,
  head: (column: TableColumn<Row, Context>) => Column,
): TableView {
  const columns = shownColumns(list, context).filter((column): column is TableColumn<Row, Context> => 'cell' in column);
  return tableView({
    caption: list.title,
    captionHidden: true,
    columns: columns.map(head),
    rows: rows.map((row) => columns.map(({ cell }) => cell(row, context))),
    empty: `該当する${list.noun}はありません。`,
  });
}

/** The first rows of a list, for another page, and how many there are. */
export async function glanceAt<Row, Context>(
  list: Declared<Row, Context>,
  state: ListState,
  { rows, context }: ListScope<Context>,
  size: number,
): Promise<ListGlance> {
  const { query } = state;
  const { read, count } = await rows.read(async (snapshot) => ({
    read: await readPage(snapshot, list.rows, query, size, 'start'),
    count: await countIn(snapshot, list, state, context),
  }));
  return { table: tableOf(list, read.rows, context, plainHead), total: count.text };
}

export interface ListGlance {
  readonly table: TableView;
  /** 121件, or 2,000件以上. */
  readonly total: string;
}

/** Rows of a page. The last one of a list that is capped ends with the 2,000th row. */
const sizeOf = (
  { pageSize = usualPageSize, capped }: { pageSize?: number; capped?: boolean },
  before: number,
): number => (capped === true ? Math.max(1, Math.min(pageSize, countLimit - before)) : pageSize);

function pagesBeside<Row, Context>(
  { capped }: Declared<Row, Context>,
  path: string,
  { place, order, kept }: ListState,
  { first, last, previous, next, rows }: KeysetPage<Row>,
) {
  const to = (side: string, cursor: string): string => addressOf(path, [...kept, [side, cursor]]);
  const before = previous ? (isBackward(place.from) ? Math.max(0, place.before - rows.length) : place.before) : 0;
  const shown = before + rows.length;
  return {
    first: addressOf(path, kept),
    ...(previous && first && { previous: to('before', cursorOf(order, before, first)) }),
    ...(next &&
      last &&
      !(capped === true && shown >= countLimit) && { next: to('after', cursorOf(order, shown, last)) }),
  };
}

const isBackward = (from: ListState['place']['from']): boolean => typeof from === 'object' && 'before' in from;

const plainHead = (column: Omit<Column, 'sort'>): Column => {
  const { label, numeric = false, header = false, wide = false, whole = false } = column;
  return { label, numeric, header, wide, whole };
};

/** The heading of a column, which leads to the order by it, or to its other direction. */
function headOf<Row, Context>(
  list: Declared<Row, Context>,
  column: ListColumn<Row, Context>,
  path: string,
  { order, kept }: ListState,
): Column {
  const { sort } = column;
  const head = plainHead(column);
  if (sort === undefined) return head;
  const now = list.orders[order];
  const [other] = Object.entries(list.orders).find(([name, { by }]) => by === sort && name !== order) ?? [];
  const rest = kept.filter(([name]) => name !== 'order');
  return {
    ...head,
    sort: {
      ...(now?.by === sort && { direction: now.descending === true ? 'descending' : 'ascending' }),
      ...(other !== undefined && { href: addressOf(path, [...rest, ['order', other]]) }),
    },
  };
}
