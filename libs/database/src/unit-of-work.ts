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

/** Rows that a transaction appends at its end. */
type UnitOfWork = Map<AppendedTable, object[]>;

const units = new WeakMap<SqlTransaction, UnitOfWork>();

/**
 * Appends rows in the caller's transaction. All that it appends, to whatever tables, is written by one statement right
 * before its commit (unit of work). What is no transaction of `Databases`, such as a client alone, writes them at once.
 * @throws what Postgres throws; within a unit of work, the commit does
 */
export async function append(
  transaction: SqlTransaction,
  table: AppendedTable,
  rows: readonly object[],
): Promise<void> {
  if (rows.length === 0) return;
  const unit = units.get(transaction);
  if (unit === undefined) await write(transaction, new Map([[table, [...rows]]]));
  else unit.set(table, [...(unit.get(table) ?? []), ...rows]);
}

/** Runs `work`, and then writes what it appended. @throws what `work` throws; nothing is written then */
export async function asUnitOfWork<Transaction extends SqlTransaction, Result>(
  transaction: Transaction,
  work: (transaction: Transaction) => Promise<Result>,
): Promise<Result> {
  const unit: UnitOfWork = new Map();
  units.set(transaction, unit);
  const result = await work(transaction);
  units.delete(transaction);
  await write(transaction, unit);
  return result;
}

async function write(transaction: SqlTransaction, unit: UnitOfWork): Promise<void> {
  if (unit.size === 0) return;
  const tables = [...unit].sort(([one], [other]) => (one.name < other.name ? -1 : 1));
  const parts = tables.map(([{ name, insert }], at) => `${name}_appended AS (${insert(`$${at + 1}::jsonb`)})`);
  await transaction.$executeRawUnsafe(
    `WITH ${parts.join(', ')} SELECT`,
    ...tables.map(([, rows]) => JSON.stringify(rows)),
  );
}
