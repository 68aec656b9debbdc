import { sql } from '@todoke/database';
import type { Day } from '@todoke/japan';
import { ask } from '../../persistence/ask.js';
import type { Transaction } from '../../persistence/databases.js';
import type { ImportedRow, Outcome } from '../domain/import-row.js';

export type ImportState = 'reading' | 'read' | 'taken';

/** A file of the open data that an official has read in. */
export interface OpenDataImport {
  readonly id: string;
  /** Whose institutions are taken; null: those of all prefectures. */
  readonly prefecture: string | null;
  readonly slug: string;
  readonly fileName: string;
  readonly asOf: Day;
  readonly state: ImportState;
  readonly startedAt: Date;
  readonly takenAt: Date | null;
}

/** A file as it is begun. */
export interface BegunFile {
  readonly prefecture: string | undefined;
  readonly slug: string;
  readonly fileName: string;
  /** SHA-256 of its bytes. */
  readonly digest: string;
  readonly asOf: Day;
}

const columns = sql`id, prefecture, slug, file_name AS "fileName", as_of::text AS "asOf", state,
  started_at AS "startedAt", taken_at AS "takenAt"`;

/** Begins to read a file, or finds what was read of it before. */
export async function beginImport(
  tx: Transaction,
  { prefecture, slug, fileName, digest, asOf }: BegunFile,
  { by, at }: { readonly by: string; readonly at: Date },
): Promise<OpenDataImport> {
  await ask(
    tx,
    sql`INSERT INTO open_data_imports (prefecture, slug, file_name, digest, as_of, state, started_by, started_at)
        VALUES (${prefecture ?? null}, ${slug}, ${fileName}, ${digest}, ${asOf}::date, 'reading', ${by}, ${at})
        ON CONFLICT (coalesce(prefecture, ''), digest, as_of) DO NOTHING`,
  );
  const [found] = await ask<OpenDataImport>(
    tx,
    sql`SELECT ${columns} FROM open_data_imports
        WHERE coalesce(prefecture, '') = ${prefecture ?? ''} AND digest = ${digest} AND as_of = ${asOf}::date`,
  );
  return found as OpenDataImport;
}

/** The newest imports that the person of the transaction may see. */
export const findImports = (tx: Transaction, atMost: number): Promise<OpenDataImport[]> =>
  ask(tx, sql`SELECT ${columns} FROM open_data_imports ORDER BY started_at DESC, id LIMIT ${atMost}`);

export async function findImport(tx: Transaction, id: string): Promise<OpenDataImport | undefined> {
  const [found] = await ask<OpenDataImport>(tx, sql`SELECT ${columns} FROM open_data_imports WHERE id = ${id}::uuid`);
  return found;
}

/** The import, locked until the end of the transaction. */
export async function lockImport(tx: Transaction, id: string): Promise<OpenDataImport | undefined> {
  const [found] = await ask<OpenDataImport>(
    tx,
    sql`SELECT ${columns} FROM open_data_imports WHERE id = ${id}::uuid FOR NO KEY UPDATE`,
  );
  return found;
}

/** Rows that were stored before: the last of them, and which institutions they meant. */
export async function findProgress(
  tx: Transaction,
  id: string,
): Promise<{ readonly last: number; readonly institutions: ReadonlyMap<string, number> }> {
  const [found] = await ask<{ last: number }>(
    tx,
    sql`SELECT coalesce(max(row), 1) AS last FROM open_data_import_rows WHERE import = ${id}::uuid`,
  );
  const meant = await ask<{ institution: string; row: number }>(
    tx,
    sql`SELECT institution, min(row) AS row FROM open_data_import_rows
        WHERE import = ${id}::uuid AND institution IS NOT NULL GROUP BY institution`,
  );
  return { last: found?.last ?? 1, institutions: new Map(meant.map(({ institution, row }) => [institution, row])) };
}

/** Stores rows; those that are there stay. */
export async function insertRows(tx: Transaction, id: string, rows: readonly ImportedRow[]): Promise<void> {
  await ask(
    tx,
    sql`INSERT INTO open_data_import_rows (import, row, facility, name, outcome, institution, note, values)
        SELECT ${id}::uuid, row, facility, name, outcome, institution, note, values
        FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS told
          (row int, facility text, name text, outcome text, institution text, note text, values jsonb)
        ON CONFLICT (import, row) DO NOTHING`,
  );
}

/** Nothing stays of a file that cannot be read to its end. */
export async function dropImport(tx: Transaction, id: string): Promise<void> {
  await ask(tx, sql`DELETE FROM open_data_imports WHERE id = ${id}::uuid AND state = 'reading'`);
}

export async function finishReading(tx: Transaction, id: string): Promise<void> {
  await ask(tx, sql`UPDATE open_data_imports SET state = 'read' WHERE id = ${id}::uuid AND state = 'reading'`);
}

/** What a file tells of the institutions that it means, for `keepKnown`. */
export const toldBy = (id: string) =>
  sql`SELECT institution, values FROM open_data_import_rows
      WHERE import = ${id}::uuid AND outcome = 'matched' AND values IS NOT NULL`;

/** Notes what was taken over, with the IDs; the values are not needed any more. @param kept the institutions */
export async function noteTaken(
  tx: Transaction,
  { id, asOf }: OpenDataImport,
  scheme: string,
  kept: readonly string[],
  { by, at }: { readonly by: string; readonly at: Date },
): Promise<void> {
  await ask(
    tx,
    sql`INSERT INTO open_data_ids (institution, scheme, id, as_of)
        SELECT DISTINCT ON (institution) institution, ${scheme}, facility, ${asOf}::date FROM open_data_import_rows
        WHERE import = ${id}::uuid AND institution = ANY (${[...kept]}::text[]) ORDER BY institution, row
        ON CONFLICT (institution, scheme) DO UPDATE SET id = excluded.id, as_of = excluded.as_of
        WHERE open_data_ids.as_of <= excluded.as_of`,
  );
  await ask(
    tx,
    sql`UPDATE open_data_import_rows SET values = NULL,
          outcome = CASE WHEN institution = ANY (${[...kept]}::text[]) THEN 'taken' ELSE 'older' END
        WHERE import = ${id}::uuid AND outcome = 'matched'`,
  );
  await ask(
    tx,
    sql`UPDATE open_data_imports SET state = 'taken', taken_by = ${by}, taken_at = ${at} WHERE id = ${id}::uuid`,
  );
}

/** How many rows of an import came to what. */
export async function countOutcomes(tx: Transaction, id: string): Promise<ReadonlyMap<Outcome, number>> {
  const rows = await ask<{ outcome: Outcome; count: number }>(
    tx,
    sql`SELECT outcome, count(*)::int AS count FROM open_data_import_rows WHERE import = ${id}::uuid GROUP BY outcome`,
  );
  return new Map(rows.map(({ outcome, count }) => [outcome, count]));
}

/** Rows of an import in their order, from one on. */
export const findRows = (tx: Transaction, id: string, after: number, atMost: number): Promise<ImportedRow[]> =>
  ask(
    tx,
    sql`SELECT row, facility, name, outcome, institution, note FROM open_data_import_rows
        WHERE import = ${id}::uuid AND row > ${after} ORDER BY row LIMIT ${atMost}`,
  );
