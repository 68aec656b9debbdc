import { countRows, readPage, type KeysetPage } from '@todoke/database';
import type { Form } from '../forms/form.js';
import { page, PageView } from '../pages/page.js';
import { safe, template } from '../pages/template.js';
import { type Column, type TableView, tableView } from '../pages/views.js';
import { cursorOf } from './cursor.js';
import type { ListColumn, ListDeclaration, ListScope, TableColumn } from './declaration.js';
import { countLimit, usualPageSize } from './limits.js';
import { addressOf, type ListState, type ownFields, queryOf, type StateReading } from './state.js';

const view = template(import.meta.url, './list.hbs');
const numbers = new Intl.NumberFormat('ja-JP');

type Declared<Row, Context> = ListDeclaration<Row, Context>;

/** 121件, or 2,000件以上. */
const countText = (count: number): string =>
  count > countLimit ? `${numbers.format(countLimit)}件以上` : `${numbers.format(count)}件`;

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
  const errors = reading.ok ? [] : reading.errors;
  const all: readonly Form[] = [own.search, list.filters, own.order];
  const forms = all.map((one) => one.view(reading.values, errors, scope.fields));
  const [, filters] = forms;
  const heading = { title: list.title, caption: scope.caption, lead: scope.lead, saved: scope.saved };
  const form = { ...filters, fields: forms.flatMap(({ fields }) => fields), hasRequired: false };
  const data = { ...heading, form, action: path, label: `${list.noun}の絞り込み` };
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

async function found<Row, Context>(
  list: Declared<Row, Context>,
  path: string,
  state: ListState,
  { rows, context, actions, links = [] }: ListScope<Context>,
) {
  const { query, place, kept } = state;
  const size = sizeOf(list, place.before);
  const { read, count, picture } = await rows.read(async (snapshot) => ({
    read: await readPage(snapshot, list.rows, query, size, place.from),
    count: await countRows(snapshot, list.rows, query.where, countLimit),
    picture: await list.picture?.(snapshot, query.where, context),
  }));
  const exportHref = addressOf(`${path === '/' ? '' : path}/export`, kept);
  return {
    noun: list.noun,
    total: countText(count),
    capped: list.capped === true && count > countLimit,
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
    count: await countRows(snapshot, list.rows, query.where, countLimit),
  }));
  return { table: tableOf(list, read.rows, context, plainHead), total: countText(count) };
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
