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
  /** Fields that keep the lowest value of all rows, older ones included, such as the day of the first news. */
  readonly lowest?: readonly string[];
}

/**
 * The statement that inserts or updates rows (upsert). Of several rows with one key, stored or given, the newest stays,
 * so that any order and any repetition end the same. Rows are written in the order of their keys, so that two
 * transactions cannot deadlock.
 * @param rows objects with the names of the fields; a field that a row leaves out becomes NULL
 * @returns undefined where there are no rows
 */
export function newestOf(
  { table, key, position, fields, lowest = [] }: NewestOf,
  rows: readonly object[],
): Sql | undefined {
  if (rows.length === 0) return undefined;
  const names = Object.keys(fields);
  const of = (row: string, some: readonly string[]): string =>
    some.map((name) => `${row}.${quoted(columnOf(name))}`).join(', ');
  const newsOf = (some: readonly string[]): string => some.map((name) => `news.${quoted(name)}`).join(', ');
  const columns = (some: readonly string[]): string => some.map((name) => quoted(columnOf(name))).join(', ');
  const told = Object.entries(fields).map(([name, type]) => `${quoted(name)} ${type}`);
  const given = names.map((name) =>
    lowest.includes(name) ? `min(${newsOf([name])}) OVER (PARTITION BY ${newsOf([key])})` : newsOf([name]),
  );
  const isNewer = `(${of('excluded', position)}) > (${of('known', position)})`;
  const kept = (name: string): string => {
    const [known, news] = [of('known', [name]), of('excluded', [name])];
    if (lowest.includes(name)) return `least(${known}, ${news})`;
    return lowest.length === 0 ? news : `CASE WHEN ${isNewer} THEN ${news} ELSE ${known} END`;
  };
  const changed = names.filter((name) => name !== key).map((name) => `${columns([name])} = ${kept(name)}`);
  const isLower = lowest.map((name) => ` OR ${of('excluded', [name])} < ${of('known', [name])}`);
  return sql`${raw(`INSERT INTO ${quoted(table)} AS known (${columns(names)})
     SELECT DISTINCT ON (${newsOf([key])}) ${given.join(', ')}`)}
     FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS ${raw(`news (${told.join(', ')})
     ORDER BY ${newsOf([key])}, ${position.map((name) => `${newsOf([name])} DESC`).join(', ')}
     ON CONFLICT (${columns([key])}) DO UPDATE SET ${changed.join(', ')}
       WHERE ${isNewer}${isLower.join('')}`)}`;
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
