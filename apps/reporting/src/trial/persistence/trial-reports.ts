import type { Transaction } from '../../persistence/databases.js';
import type { TrialReport } from '../reports.js';

/** Reports that one statement stores. */
const batch = 100;

/**
 * Stores reports with their history, drafts, and what is published of them. Where an institution has a report of that
 * year already, that stays.
 * @returns how many were stored
 */
export async function storeReports(tx: Transaction, reports: readonly TrialReport[]): Promise<number> {
  let stored = 0;
  for (let at = 0; at < reports.length; at += batch) stored += await storeBatch(tx, reports.slice(at, at + batch));
  return stored;
}

async function storeBatch(tx: Transaction, reports: readonly TrialReport[]): Promise<number> {
  const rows = JSON.stringify(reports);
  const inserted = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO reports (id, institution, scheme, fiscal_year, kind, route, prefecture, municipality_code, type, state,
      form_version, version, round, values, drafted_by, drafted_at, submitted_by, submitted_at, returned_by,
      returned_at, reason, released_by, released_at, published_on)
    SELECT id, institution, scheme, "fiscalYear", 'yearly', 'web', prefecture, "municipalityCode", type, state,
      "formVersion", version, 1, nullif(values, 'null'), 'trial-data', "draftedAt",
      CASE WHEN "submittedAt" IS NOT NULL THEN 'trial-data' END, "submittedAt",
      CASE WHEN "returnedAt" IS NOT NULL THEN 'trial-data' END, "returnedAt", reason,
      CASE WHEN "releasedAt" IS NOT NULL THEN 'trial-data' END, "releasedAt", "publishedOn"
    FROM jsonb_to_recordset(${rows}::jsonb) AS told (id uuid, institution text, scheme text, "fiscalYear" int,
      prefecture text, "municipalityCode" text, type text, state text, "formVersion" int, version int, values jsonb,
      "draftedAt" timestamptz, "submittedAt" timestamptz, "returnedAt" timestamptz, reason text,
      "releasedAt" timestamptz, "publishedOn" date)
    ON CONFLICT DO NOTHING RETURNING id`;
  const ids = new Set(inserted.map(({ id }) => id));
  const fresh = reports.filter(({ id }) => ids.has(id));
  const drafts = fresh.filter(({ texts }) => texts !== null);
  await tx.$executeRaw`
    INSERT INTO reports_drafts (report, texts, last, typed_by, typed_at)
    SELECT id, texts, last, 'trial-data', "draftedAt" FROM jsonb_to_recordset(${JSON.stringify(drafts)}::jsonb)
      AS told (id uuid, texts jsonb, last jsonb, "draftedAt" timestamptz)`;
  await tx.$executeRaw`
    INSERT INTO reports_history (report, version, state, by, at, form_version, values, reason)
    SELECT r.id, step.version, step.state, 'trial-data', step.at, r.form_version,
           CASE step.state WHEN 'submitted' THEN r.values END, CASE step.state WHEN 'returned' THEN r.reason END
    FROM reports AS r, LATERAL (VALUES
      (1, 'draft', r.drafted_at), (2, 'submitted', r.submitted_at),
      (3, 'returned', r.returned_at), (3, 'released', r.released_at),
      (4, 'published', r.published_on::timestamp AT TIME ZONE 'Asia/Tokyo')) AS step (version, state, at)
    WHERE r.id = ANY (${[...ids]}::uuid[]) AND step.at IS NOT NULL`;
  const published = fresh.filter((report) => report.published !== null);
  await tx.$executeRaw`
    INSERT INTO reports_published (institution, scheme, type, prefecture, municipality_code, fiscal_year, form_version,
      values, published_on, report)
    SELECT institution, scheme, type, prefecture, "municipalityCode", "fiscalYear", "formVersion", published,
      "publishedOn", id
    FROM jsonb_to_recordset(${JSON.stringify(published)}::jsonb) AS told (id uuid, institution text, scheme text,
      type text, prefecture text, "municipalityCode" text, "fiscalYear" int, "formVersion" int, published jsonb,
      "publishedOn" date)
    ON CONFLICT DO NOTHING`;
  return fresh.length;
}
