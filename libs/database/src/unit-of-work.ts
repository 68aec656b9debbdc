import { columnOf, type Model, quoted } from './columns.js';
import type { SqlTransaction } from './transaction.js';

/** A table to which transactions only add, and of which none reads again what it added: audit, outbox, a history. */
export interface AppendedTable {
  readonly name: string;
  /**
   * `INSERT … SELECT …` without parameters of its own.
   * @param rows SQL for the rows: an array of type jsonb, in the order in which they were appended
   */
  readonly insert: (rows: string) => string;
}

/** Fields of a row and their values. */
type Fields = Readonly<Record<string, unknown>>;

/** What a transaction writes at its end. */
interface UnitOfWork {
  readonly appended: Map<AppendedTable, object[]>;
  /** Table → value of the key → the row. */
  readonly changed: Map<string, { readonly key: string; readonly rows: Map<unknown, Fields> }>;
}

const units = new WeakMap<SqlTransaction, UnitOfWork>();

const emptyUnit = (): UnitOfWork => ({ appended: new Map(), changed: new Map() });

/**
 * Appends rows in the caller's transaction. All that it appends and changes, in whatever tables, is written by one
 * statement right before its commit (unit of work). What is no transaction of `Databases`, such as a client alone,
 * writes at once.
 * @throws what Postgres throws; within a unit of work, the commit does
 */
export const append = (transaction: SqlTransaction, table: AppendedTable, rows: readonly object[]): Promise<void> =>
  within(transaction, ({ appended }) => void appended.set(table, [...(appended.get(table) ?? []), ...rows]));

/**
 * Changes rows that the caller's transaction has locked, and does not read again. They are written as `append` does;
 * of what is changed twice the later fields stay.
 * @param key the field that names a row
 * @param rows with that key and the fields to write, by the names of the model
 * @throws what Postgres throws; within a unit of work, the commit does
 */
export const change = (
  transaction: SqlTransaction,
  { table }: Model,
  key: string,
  rows: readonly Fields[],
): Promise<void> =>
  within(transaction, ({ changed }) => {
    const known = changed.get(table) ?? { key, rows: new Map<unknown, Fields>() };
    changed.set(table, known);
    for (const row of rows) known.rows.set(row[key], { ...known.rows.get(row[key]), ...row });
  });

/** Runs `work`, and then writes what it appended and changed. @throws what `work` throws; nothing is written then */
export async function asUnitOfWork<Transaction extends SqlTransaction, Result>(
  transaction: Transaction,
  work: (transaction: Transaction) => Promise<Result>,
): Promise<Result> {
  const unit = emptyUnit();
  units.set(transaction, unit);
  const result = await work(transaction);
  units.delete(transaction);
  await write(transaction, unit);
  return result;
}

async function within(transaction: SqlTransaction, add: (unit: UnitOfWork) => void): Promise<void> {
  const under = units.get(transaction);
  const unit = under ?? emptyUnit();
  add(unit);
  if (under === undefined) await write(transaction, unit);
}

/** A part of the statement, and the rows of its parameter. */
interface Part {
  readonly name: string;
  readonly sql: (rows: string) => string;
  readonly rows: readonly object[];
}

async function write(transaction: SqlTransaction, unit: UnitOfWork): Promise<void> {
  const parts = [...appendedParts(unit), ...changedParts(unit)]
    .filter(({ rows }) => rows.length > 0)
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  if (parts.length === 0) return;
  const tables = parts.map(({ name, sql }, at) => `${name}_${at} AS (${sql(`$${at + 1}::jsonb`)})`);
  await transaction.$executeRawUnsafe(
    `WITH ${tables.join(', ')} SELECT`,
    ...parts.map(({ rows }) => JSON.stringify(rows)),
  );
}

const appendedParts = ({ appended }: UnitOfWork): Part[] =>
  [...appended].map(([{ name, insert }, rows]) => ({ name, sql: insert, rows }));

/** Rows of one table that have the same fields are one part. */
const changedParts = ({ changed }: UnitOfWork): Part[] =>
  [...changed].flatMap(([table, { key, rows }]) => {
    const byFields = Map.groupBy(rows.values(), (row) => Object.keys(row).sort().join());
    return [...byFields.values()].map((same) => ({
      name: table,
      sql: updateOf(table, key, Object.keys(same[0] ?? {}).sort()),
      rows: same.map(byColumn),
    }));
  });

const updateOf = (table: string, key: string, fields: readonly string[]) => (rows: string) => {
  const [known, id] = [quoted(table), quoted(columnOf(key))];
  const columns = fields.filter((field) => field !== key).map((field) => quoted(columnOf(field)));
  return `UPDATE ${known} SET ${columns.map((column) => `${column} = news.${column}`).join(', ')}
    FROM jsonb_populate_recordset(NULL::${known}, ${rows}) AS news WHERE ${known}.${id} = news.${id}`;
};

/** A row for JSON, under the names of its columns. */
export const byColumn = (row: object): object =>
  Object.fromEntries(Object.entries(row).map(([field, value]) => [columnOf(field), value as unknown]));
