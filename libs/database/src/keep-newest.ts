import type { SqlTransaction } from './transaction.js';

/** A table that keeps the newest of what was heard about each of its keys. */
export interface NewestOf {
  readonly table: string;
  readonly key: string;
  /** Columns that say which of two rows is the newer; the first that differs decides. */
  readonly position: readonly string[];
  /** All columns, the key and the position among them, with their SQL types. */
  readonly columns: Readonly<Record<string, string>>;
}

/**
 * Puts rows in, or brings them up to date, in one statement. Where a key comes twice, or is there already, the newer row
 * stays; so any order and any repetition end the same. Rows are written in the order of their keys, so that two
 * statements never wait for each other.
 * @param rows by the names of the columns; a column that a row leaves out becomes NULL
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
