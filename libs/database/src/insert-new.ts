import { columnOf, columnsOf, type Model, quoted } from './columns.js';
import type { SqlTransaction } from './transaction.js';
import { byColumn } from './unit-of-work.js';

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
  const table = quoted(model.table);
  const columns = Object.keys(rows[0] ?? {})
    .map((field) => quoted(columnOf(field)))
    .join(', ');
  return transaction.$queryRawUnsafe<Row[]>(
    `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb)
     ON CONFLICT DO NOTHING RETURNING ${columnsOf(model)}`,
    JSON.stringify(rows.map(byColumn)),
  );
}
