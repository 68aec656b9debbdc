import type { SqlTransaction } from './transaction.js';

/** A projection: a table that keeps the newest row of each key. */
export interface NewestOf {
  readonly table: string;
  readonly key: string;
  /** Columns of the version, compared from left to right; the higher value is the newer. */
  readonly position: readonly string[];
  /** All columns, those of key and position included, with their SQL types. */
  readonly columns: Readonly<Record<string, string>>;
}

/**
 * Inserts or updates rows in one statement (upsert). Of several rows with one key, stored or given, the newest stays,
 * so that any order and any repetition end the same. Rows are written in the order of their keys, so that two
 * transactions cannot deadlock.
 * @param rows objects with the names of the columns; a column that a row leaves out becomes NULL
 * @throws what Postgres throws; nothing is written then
 */
export async function keepNewest(
  transaction: SqlTransaction,
  { table, key, position, columns }: NewestOf,
  rows: readonly object[],
): Promise<void> {
  if (rows.length === 0) return;
  const names = Object.keys(columns);
  const of = (row: string, some: readonly string[]): string => some.map((name) => `${row}.${quoted(name)}`).join(', ');
  const told = Object.entries(columns).map(([name, type]) => `${quoted(name)} ${type}`);
  const changed = names.filter((name) => name !== key).map((name) => `${quoted(name)} = excluded.${quoted(name)}`);
  await transaction.$executeRawUnsafe(
    `INSERT INTO ${quoted(table)} AS known (${names.map(quoted).join(', ')})
     SELECT DISTINCT ON (${of('news', [key])}) ${of('news', names)}
     FROM jsonb_to_recordset($1::jsonb) AS news (${told.join(', ')})
     ORDER BY ${of('news', [key])}, ${position.map((name) => `${of('news', [name])} DESC`).join(', ')}
     ON CONFLICT (${quoted(key)}) DO UPDATE SET ${changed.join(', ')}
       WHERE (${of('excluded', position)}) > (${of('known', position)})`,
    JSON.stringify(rows),
  );
}

const quoted = (name: string): string => `"${name}"`;
