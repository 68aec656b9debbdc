import { columnOf, columnsOf, type Model, quoted } from './columns.js';
import type { SqlTransaction } from './transaction.js';

/**
 * Reads a row by its key. Postgres plans it once a connection; `findUnique` of Prisma, whose LIMIT and OFFSET are
 * parameters, it plans at each call.
 * @param key of the row, by the names of the model's fields: `{ number }`
 * @returns the row as Prisma gives it; undefined where there is none
 */
export const foundRow = <Row>(transaction: SqlTransaction, model: Model, key: Key): Promise<Row | undefined> =>
  oneRow<Row>(transaction, model, key, '');

/**
 * Locks a row until the end of the transaction and reads it, in one statement: whoever waited for the lock reads what
 * the other left. Rows that refer to it by a foreign key can be added meanwhile (`FOR NO KEY UPDATE`).
 * @param key of the row, by the names of the model's fields: `{ number }`
 * @returns the row as Prisma gives it; undefined where there is none
 */
export const lockedRow = <Row>(transaction: SqlTransaction, model: Model, key: Key): Promise<Row | undefined> =>
  oneRow<Row>(transaction, model, key, 'FOR NO KEY UPDATE');

type Key = Readonly<Record<string, string | number>>;

async function oneRow<Row>(
  transaction: SqlTransaction,
  model: Model,
  key: Key,
  lock: '' | 'FOR NO KEY UPDATE',
): Promise<Row | undefined> {
  const found = Object.keys(key).map((field, at) => `${quoted(columnOf(field))} = $${at + 1}`);
  const rows = await transaction.$queryRawUnsafe<Row[]>(
    `SELECT ${columnsOf(model)} FROM ${quoted(model.table)} WHERE ${found.join(' AND ')} ${lock}`,
    ...Object.values(key),
  );
  return rows[0];
}

/**
 * The same for several rows. They are locked in the order of their keys, so that two transactions cannot deadlock.
 * @param field that names a row, and whose column is a text
 * @returns those that there are, in that order
 */
export async function lockedRows<Row>(
  transaction: SqlTransaction,
  model: Model,
  field: string,
  keys: readonly string[],
): Promise<Row[]> {
  const [first] = keys;
  // Of an array whose length it does not know, Postgres makes a new plan at each call.
  if (first !== undefined && keys.length === 1) {
    const row = await lockedRow<Row>(transaction, model, { [field]: first });
    return row === undefined ? [] : [row];
  }
  return transaction.$queryRawUnsafe<Row[]>(
    `SELECT ${columnsOf(model)} FROM ${quoted(model.table)} WHERE ${quoted(columnOf(field))} = ANY($1::text[])
     ORDER BY ${quoted(columnOf(field))} FOR NO KEY UPDATE`,
    keys,
  );
}
