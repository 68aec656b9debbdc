import { default as sql, raw, type Sql } from 'sql-template-tag';
import { columnOf, quoted } from './columns.js';
import type { SqlTransaction } from './transaction.js';

/** A projection: a table that keeps the newest row of each key. */
export interface NewestOf {
  readonly table: string;
  readonly key: string;
  /** Fields of the version, compared from left to right; the higher value is the newer. */
  readonly position: readonly string[];
  /** All fields of the model, those of key and position included, with the SQL types of their columns. */
  readonly fields: Readonly<Record<string, string>>;
}

/**
 * The statement that inserts or updates rows (upsert). Of several rows with one key, stored or given, the newest stays,
 * so that any order and any repetition end the same. Rows are written in the order of their keys, so that two
 * transactions cannot deadlock.
 * @param rows objects with the names of the fields; a field that a row leaves out becomes NULL
 * @returns undefined where there are no rows
 */
export function newestOf({ table, key, position, fields }: NewestOf, rows: readonly object[]): Sql | undefined {
  if (rows.length === 0) return undefined;
  const names = Object.keys(fields);
  const of = (row: string, some: readonly string[]): string =>
    some.map((name) => `${row}.${quoted(columnOf(name))}`).join(', ');
  const newsOf = (some: readonly string[]): string => some.map((name) => `news.${quoted(name)}`).join(', ');
  const columns = (some: readonly string[]): string => some.map((name) => quoted(columnOf(name))).join(', ');
  const told = Object.entries(fields).map(([name, type]) => `${quoted(name)} ${type}`);
  const changed = names.filter((name) => name !== key).map((name) => `${columns([name])} = ${of('excluded', [name])}`);
  return sql`${raw(`INSERT INTO ${quoted(table)} AS known (${columns(names)})
     SELECT DISTINCT ON (${newsOf([key])}) ${newsOf(names)}`)}
     FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS ${raw(`news (${told.join(', ')})
     ORDER BY ${newsOf([key])}, ${position.map((name) => `${newsOf([name])} DESC`).join(', ')}
     ON CONFLICT (${columns([key])}) DO UPDATE SET ${changed.join(', ')}
       WHERE (${of('excluded', position)}) > (${of('known', position)})`)}`;
}

/** Runs that statement. @throws what Postgres throws; nothing is written then */
export async function keepNewest(
  transaction: SqlTransaction,
  projection: NewestOf,
  rows: readonly object[],
): Promise<void> {
  const statement = newestOf(projection, rows);
  if (statement !== undefined) await transaction.$executeRawUnsafe(statement.text, ...statement.values);
}
