import { change } from '@todoke/database';
import type { Transaction } from '../../persistence/databases.js';
import { Prisma } from '../../persistence/generated/client.js';
import type { Mark } from '../domain/marks.js';
import type { Note } from '../domain/judge-row.js';
import type { NewRow, ReadyRow, RowCount, RowState } from '../domain/proxy-file.js';

const model = { table: 'proxy_file_rows', fields: Prisma.ProxyFileRowScalarFieldEnum };

/** Stores rows; those that are there stay. */
export async function insertRows(tx: Transaction, file: string, rows: readonly NewRow[]): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO proxy_file_rows (file, row, name, state, mark, notes, items)
    SELECT ${file}::uuid, row, name, state, mark, notes, items
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS told (row int, name text, state text, mark text, notes jsonb, items jsonb)
    ON CONFLICT (file, row) DO NOTHING`;
}

/** How many rows of a file have which state and mark. */
export const countRows = (tx: Transaction, file: string): Promise<RowCount[]> =>
  tx.$queryRaw<RowCount[]>`
    SELECT state, mark, count(*)::int AS count FROM proxy_file_rows WHERE file = ${file}::uuid GROUP BY state, mark`;

/** Leaves out the rows that have one of these marks. */
export async function leaveOut(tx: Transaction, file: string, marks: readonly Mark[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE proxy_file_rows SET state = 'left-out', items = NULL
    WHERE file = ${file}::uuid AND state = 'ready' AND mark = ANY (${[...marks]}::text[])`;
}

/** The next rows that are to be filed, locked until the end of the transaction; rows of other processes are skipped. */
export const lockReadyRows = (tx: Transaction, file: string, atMost: number): Promise<ReadyRow[]> =>
  tx.$queryRaw<ReadyRow[]>`
    SELECT request, mark, notes, items FROM proxy_file_rows WHERE file = ${file}::uuid AND state = 'ready'
    ORDER BY row LIMIT ${atMost}::integer FOR NO KEY UPDATE SKIP LOCKED`;

/** Notes the numbers of rows that the transaction has locked. @param numbers request → number */
export const noteFiled = (tx: Transaction, numbers: ReadonlyMap<string, string>): Promise<void> =>
  change(
    tx,
    model,
    'request',
    [...numbers].map(([request, number]) => ({ request, number, state: 'filed', items: null })),
  );

/** Notes that rows which the transaction has locked are not filed, and why. */
export const noteLeftOut = (
  tx: Transaction,
  rows: readonly { readonly request: string; readonly mark: Mark; readonly notes: readonly Note[] }[],
): Promise<void> =>
  change(
    tx,
    model,
    'request',
    rows.map((row) => ({ ...row, state: 'left-out', items: null })),
  );

/** Notes that a row which the transaction has locked cannot be filed. */
export const noteFailed = (tx: Transaction, request: string, note: Note): Promise<void> =>
  change(tx, model, 'request', [{ request, state: 'failed', items: null, notes: [note] }]);

/** A row, and what became of it. */
export interface ReportedRow {
  /** As a spreadsheet counts: the header is 1. */
  readonly row: number;
  readonly name: string;
  readonly state: RowState;
  readonly mark: Mark | null;
  readonly notes: readonly Note[];
  readonly number: string | null;
}

/** All rows of a file, in its order. */
export const reportedRows = (tx: Transaction, file: string): Promise<ReportedRow[]> =>
  tx.$queryRaw<ReportedRow[]>`
    SELECT row, name, state, mark, notes, number FROM proxy_file_rows WHERE file = ${file}::uuid ORDER BY row`;
