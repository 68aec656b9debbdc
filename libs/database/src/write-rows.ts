import { columnOf, columnsOf, type Model, quoted } from './columns.js';
import type { SqlTransaction } from './transaction.js';

/** The columns of rows that all have the same fields. */
const columnsIn = (rows: readonly object[]): string[] =>
  Object.keys(rows[0] ?? {}).map((field) => quoted(columnOf(field)));

/** Rows as JSON under the names of their columns. */
const asJson = (rows: readonly object[]): string =>
  JSON.stringify(
    rows.map((row) => Object.fromEntries(Object.entries(row).map(([field, value]) => [columnOf(field), value]))),
  );

/**
 * Inserts rows in one statement. Those that the table has already, by any unique constraint, stay as they are.
 * @param rows with the fields of the model, all of them the same
 * @returns the rows that were inserted, whole
 */
export async function insertNew<Row>(
  transaction: SqlTransaction,
  model: Model,
  rows: readonly object[],
): Promise<Row[]> {
  if (rows.length === 0) return [];
  const [table, columns] = [quoted(model.table), columnsIn(rows).join(', ')];
  return transaction.$queryRawUnsafe<Row[]>(
    `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb)
     ON CONFLICT DO NOTHING RETURNING ${columnsOf(model)}`,
    asJson(rows),
  );
}

/**
 * Updates rows in one statement.
 * @param key the field that names a row
 * @param rows with that key and the fields to write, all of them the same
 * @returns how many were updated
 */
export async function updateRows(
  transaction: SqlTransaction,
  { table }: Model,
  key: string,
  rows: readonly object[],
): Promise<number> {
  if (rows.length === 0) return 0;
  const [known, id] = [quoted(table), quoted(columnOf(key))];
  const columns = columnsIn(rows).filter((column) => column !== id);
  return transaction.$executeRawUnsafe(
    `UPDATE ${known} SET ${columns.map((column) => `${column} = news.${column}`).join(', ')}
     FROM jsonb_populate_recordset(NULL::${known}, $1::jsonb) AS news WHERE ${known}.${id} = news.${id}`,
    asJson(rows),
  );
}
