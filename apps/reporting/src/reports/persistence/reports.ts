import { append, type AppendedTable, change, columnsOf, insertNew } from '@todoke/database';
import type { Values } from '@todoke/forms';
import type { Transaction } from '../../persistence/databases.js';
import type { Act, Report, Step } from '../domain/report.js';
import type { Scheme } from '../domain/window.js';
import { fromRow, model, type ReportRow, toRow } from './rows.js';

/** A report with its values, where the person of the transaction may see it. */
export async function findReport(tx: Transaction, id: string): Promise<Report | undefined> {
  const row = await tx.report.findUnique({ where: { id } });
  return row === null ? undefined : fromRow(row);
}

/** One of the reports of an institution under a scheme. */
export type ReportKey = Pick<Report, 'institution' | 'scheme' | 'kind'>;

const newestFirst = [{ fiscalYear: 'desc' as const }, { draftedAt: 'desc' as const }, { id: 'asc' as const }];

/** The reports of an institution under a scheme, the newest first, without values. */
export async function findReportsOf(tx: Transaction, institution: string, scheme: Scheme): Promise<Report[]> {
  const rows = await tx.report.findMany({
    where: { institution, scheme },
    omit: { values: true },
    orderBy: newestFirst,
  });
  return rows.map(fromRow);
}

/** The newest report of its kind of an institution, with its values. */
export async function findNewest(tx: Transaction, key: ReportKey): Promise<Report | undefined> {
  const row = await tx.report.findFirst({ where: { ...key }, orderBy: newestFirst });
  return row === null ? undefined : fromRow(row);
}

/** The same, locked until the end of the transaction. */
export async function lockNewest(
  tx: Transaction,
  { institution, scheme, kind }: ReportKey,
): Promise<Report | undefined> {
  const [row] = await tx.$queryRawUnsafe<ReportRow[]>(
    `SELECT ${columnsOf(model)} FROM reports WHERE institution = $1 AND scheme = $2 AND kind = $3
     ORDER BY fiscal_year DESC, drafted_at DESC, id LIMIT 1 FOR NO KEY UPDATE`,
    institution,
    scheme,
    kind,
  );
  return row && fromRow(row);
}

/** Reports by their ids, locked until the end of the transaction, without values. */
export async function lockReports(tx: Transaction, ids: readonly string[]): Promise<Map<string, Report>> {
  const rows = await tx.$queryRaw<ReportRow[]>`
    SELECT id, institution, scheme, fiscal_year AS "fiscalYear", kind, route, prefecture,
           municipality_code AS "municipalityCode", type, state, form_version AS "formVersion", version, round,
           drafted_by AS "draftedBy", drafted_at AS "draftedAt", submitted_by AS "submittedBy",
           submitted_at AS "submittedAt", returned_by AS "returnedBy", returned_at AS "returnedAt", reason,
           released_by AS "releasedBy", released_at AS "releasedAt", published_on AS "publishedOn"
    FROM reports WHERE id = ANY (${[...new Set(ids)]}::uuid[]) ORDER BY id FOR NO KEY UPDATE`;
  return new Map(rows.map((row) => [row.id, fromRow(row)]));
}

/** What was reported last, by the id of the report. */
async function findValues(tx: Transaction, ids: readonly string[]): Promise<Map<string, Values>> {
  const rows = await tx.$queryRaw<{ id: string; values: Values }[]>`
    SELECT id, values FROM reports WHERE id = ANY (${[...ids]}::uuid[]) AND values IS NOT NULL`;
  return new Map(rows.map(({ id, values }) => [id, values]));
}

/** Stores a report that was begun. @returns false where the institution has such a report already */
export async function insertReport(tx: Transaction, { report }: Step): Promise<boolean> {
  const inserted = await insertNew<ReportRow>(tx, model, [toRow(report)]);
  if (inserted.length > 0) await noteStep(tx, report, report.drafted);
  return inserted.length > 0;
}

/**
 * Stores what became of reports that the transaction has locked, and each step in its history. Values are written where
 * they were reported.
 */
export async function saveSteps(tx: Transaction, steps: readonly Step[], act: Act): Promise<void> {
  for (const { report, told, changed } of steps) {
    if (!changed) continue;
    const values = told === 'submitted' ? { values: report.values } : {};
    await change(tx, model, 'id', [{ ...toRow(report), ...values }]);
    await noteStep(tx, report, act, values);
  }
}

const history: AppendedTable = {
  name: 'reports_history',
  insert: (rows) =>
    `INSERT INTO reports_history (report, version, state, by, at, form_version, values, reason)
     SELECT report, version, state, by, at, form_version, values, reason FROM jsonb_to_recordset(${rows}) AS told (
       report uuid, version int, state text, by text, at timestamptz, form_version int, values jsonb, reason text)`,
};

const noteStep = (
  tx: Transaction,
  { id, version, state, formVersion, returned }: Report,
  { by, at }: Act,
  values: { readonly values?: Values | undefined } = {},
): Promise<void> =>
  append(tx, history, [
    {
      report: id,
      version,
      state,
      by,
      at,
      form_version: formVersion,
      ...values,
      ...(state === 'returned' && { reason: returned?.reason }),
    },
  ]);
