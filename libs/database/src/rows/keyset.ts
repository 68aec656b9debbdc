import sql, { join, type Sql } from 'sql-template-tag';
import type { Snapshot } from './snapshot.js';
import {
  orderOf,
  type RowQuery,
  type RowSource,
  selected,
  type SortColumn,
  sortColumns,
  sortKinds,
  whereOf,
} from './row-source.js';

/** The place of a row in an order: the texts of its sort columns, the key last. */
export type Edge = readonly string[];

/** Where a page begins: at the first row, at the last, or beside a row that need not exist any more. */
export type From = 'start' | 'end' | { readonly after: Edge } | { readonly before: Edge };

export interface KeysetPage<Row> {
  /** In the order of the query. */
  readonly rows: readonly Row[];
  /** Of the first and the last row; absent where there is none. */
  readonly first?: Edge;
  readonly last?: Edge;
  /** Whether there are rows before the first, and after the last. */
  readonly previous: boolean;
  readonly next: boolean;
}

/** Whether an edge, which came from outside, is one of this order. */
export function isEdge(source: RowSource<unknown>, sort: string, edge: readonly unknown[]): edge is Edge {
  const columns = sortColumns(source, sort);
  return (
    edge.length === columns.length &&
    columns.every(({ kind }, at) => {
      const text = edge[at];
      return typeof text === 'string' && sortKinds[kind].accepts(text);
    })
  );
}

const edgeName = (at: number): string => `edge ${at + 1}`;

const isBackward = (from: From): boolean => from === 'end' || (typeof from === 'object' && 'before' in from);

/** One page and a row more, in the direction in which it is read. An index on the sort columns answers it. */
export function pageStatement<Row, Sort extends string>(
  source: RowSource<Row, Sort>,
  query: RowQuery<Sort>,
  size: number,
  from: From,
): Sql {
  const columns = sortColumns(source, query.sort);
  const down = query.descending !== isBackward(from);
  const edges = Object.fromEntries(
    columns.map(({ sql: column, kind }, at) => [edgeName(at), sortKinds[kind].toText(column)]),
  );
  const beside = typeof from === 'string' ? [] : [besideEdge(columns, edgeOf(from), down)];
  const where = whereOf([...query.where, ...beside]);
  const order = orderOf(columns, down);
  return sql`SELECT ${selected({ ...source.columns, ...edges })} FROM ${source.from}${where}${order} LIMIT ${size + 1}`;
}

/**
 * One page by its place in the order (keyset pagination): rows that are added, deleted or changed elsewhere neither
 * skip nor repeat one. Where nothing is left after the edge, it is the last page; where fewer rows than a page are left
 * before it, the first.
 * @throws TypeError where a sort column is NULL
 */
export async function readPage<Row, Sort extends string>(
  snapshot: Snapshot,
  source: RowSource<Row, Sort>,
  query: RowQuery<Sort>,
  size: number,
  from: From,
): Promise<KeysetPage<Row>> {
  const backward = isBackward(from);
  const columns = sortColumns(source, query.sort);
  const found = await snapshot.query(pageStatement(source, query, size, from));
  const more = found.length > size;
  if (found.length === 0 && typeof from === 'object' && !backward)
    return readPage(snapshot, source, query, size, 'end');
  if (!more && typeof from === 'object' && backward) return readPage(snapshot, source, query, size, 'start');
  const kept = found.slice(0, size);
  if (backward) kept.reverse();
  const [first, last] = [kept[0], kept.at(-1)];
  return {
    rows: kept.map(source.row),
    ...(first && last && { first: edgeIn(first, columns.length), last: edgeIn(last, columns.length) }),
    previous: backward ? more : typeof from === 'object',
    next: backward ? typeof from === 'object' : more,
  };
}

const edgeOf = (from: { after: Edge } | { before: Edge }): Edge => ('after' in from ? from.after : from.before);

function besideEdge(columns: readonly SortColumn[], edge: Edge, descending: boolean): Sql {
  const here = join(
    columns.map((column) => column.sql),
    ', ',
  );
  const there = join(
    columns.map(({ kind }, at) => sortKinds[kind].fromText(edge[at] ?? '')),
    ', ',
  );
  return descending ? sql`(${here}) < (${there})` : sql`(${here}) > (${there})`;
}

function edgeIn(found: Readonly<Record<string, unknown>>, length: number): Edge {
  return Array.from({ length }, (_, at) => {
    const text = found[edgeName(at)];
    if (typeof text !== 'string') throw new TypeError(`sort column ${at + 1} is NULL: coalesce it`);
    return text;
  });
}

/** How many rows there are, counted no further than to `limit` + 1. */
export async function countRows(
  snapshot: Snapshot,
  source: RowSource<unknown>,
  where: readonly Sql[],
  limit: number,
): Promise<number> {
  const [found] = await snapshot.query<{ count: number }>(
    sql`SELECT count(*)::integer AS count
        FROM (SELECT FROM ${source.from}${whereOf(where)} LIMIT ${limit + 1}) AS counted`,
  );
  return found?.count ?? 0;
}

/** All rows in their order, in batches, with flat memory. */
export async function* readAll<Row, Sort extends string>(
  snapshot: Snapshot,
  source: RowSource<Row, Sort>,
  query: RowQuery<Sort>,
): AsyncGenerator<readonly Row[]> {
  const order = orderOf(sortColumns(source, query.sort), query.descending);
  const all = sql`SELECT ${selected(source.columns)} FROM ${source.from}${whereOf(query.where)}${order}`;
  for await (const found of snapshot.batches(all)) yield found.map(source.row);
}
