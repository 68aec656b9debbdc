import { sql, type Sql } from '@todoke/database';
import type { Day } from '@todoke/japan';
import type { Transaction } from '../../persistence/databases.js';
import type { Act } from '../domain/report.js';

/** Which items of the forms are not for the public, and which 随時報告 corrects: by scheme/version, the keys. */
export interface ItemKeys {
  readonly hidden: Readonly<Record<string, readonly string[]>>;
  readonly occasional: Readonly<Record<string, readonly string[]>>;
}

const keysOf = (keys: ItemKeys[keyof ItemKeys], report: Sql): Sql => sql`ARRAY(
  SELECT jsonb_array_elements_text(
    ${JSON.stringify(keys)}::jsonb -> (${report}.scheme || '/' || ${report}.form_version)))`;

/** Publishes the reports of a year that are the rows `r`: each with the newest 随時報告 that corrected it since. */
const publication = (keys: ItemKeys, rows: Sql, today: Day): Sql => {
  const r = sql`r`;
  return sql`
    INSERT INTO reports_published AS p (institution, scheme, type, prefecture, municipality_code, fiscal_year,
      form_version, values, published_on, report)
    SELECT DISTINCT ON (r.institution, r.scheme)
      r.institution, r.scheme, r.type, r.prefecture, r.municipality_code, r.fiscal_year, r.form_version,
      CASE WHEN o.values IS NULL THEN r.values ELSE (r.values - ${keysOf(keys.occasional, r)}) || o.values END
        - ${keysOf(keys.hidden, r)},
      ${today}::date, r.id
    FROM ${rows} LEFT JOIN LATERAL (
      SELECT c.values FROM reports AS c
      WHERE c.institution = r.institution AND c.scheme = r.scheme AND c.submitted_at > r.submitted_at
        AND c.kind = 'occasional' AND c.state = 'published'
      ORDER BY c.submitted_at DESC LIMIT 1) AS o ON true
    ORDER BY r.institution, r.scheme, r.fiscal_year DESC
    ON CONFLICT (institution, scheme) DO UPDATE SET
      type = excluded.type, prefecture = excluded.prefecture, municipality_code = excluded.municipality_code,
      fiscal_year = excluded.fiscal_year, form_version = excluded.form_version, values = excluded.values,
      published_on = excluded.published_on, report = excluded.report
    WHERE p.fiscal_year <= excluded.fiscal_year`;
};

/**
 * Publishes released reports of a fiscal year with their history, as many as are asked for at most. Several processes
 * may do this at once; what one has taken the others leave.
 * @returns how many
 */
export async function publishReleased(
  tx: Transaction,
  keys: ItemKeys,
  { fiscalYear, today, most }: { readonly fiscalYear: number; readonly today: Day; readonly most: number },
  { by, at }: Act,
): Promise<number> {
  const [row] = await tx.$queryRaw<{ taken: number }[]>`
    WITH due AS (
      SELECT id FROM reports WHERE state = 'released' AND fiscal_year = ${fiscalYear} AND kind IN ('new', 'yearly')
      ORDER BY institution, scheme LIMIT ${most} FOR NO KEY UPDATE SKIP LOCKED),
    taken AS (
      UPDATE reports AS r SET state = 'published', version = r.version + 1, published_on = ${today}::date
      FROM due WHERE r.id = due.id RETURNING r.*),
    noted AS (
      INSERT INTO reports_history (report, version, state, by, at, form_version)
      SELECT id, version, 'published', ${by}, ${at}, form_version FROM taken),
    told AS (${publication(keys, sql`taken AS r`, today)})
    SELECT count(*)::integer AS taken FROM taken`;
  return row?.taken ?? 0;
}

/** The oldest fiscal year, up to one of them, of which released reports wait to be published. */
export async function oldestReleased(tx: Transaction, until: number): Promise<number | undefined> {
  const [row] = await tx.$queryRaw<{ year: number | null }[]>`
    SELECT min(fiscal_year) AS year FROM reports WHERE state = 'released' AND fiscal_year <= ${until}`;
  return row?.year ?? undefined;
}

/**
 * Publishes reports that were just released and whose day is over; 随時報告 corrects what is published, where anything
 * older is.
 */
export async function publishNow(tx: Transaction, keys: ItemKeys, ids: readonly string[], today: Day): Promise<void> {
  const wanted = [...ids];
  const ofYear = sql`(
    SELECT * FROM reports WHERE id = ANY (${wanted}::uuid[]) AND kind IN ('new', 'yearly')) AS r`;
  await tx.$executeRaw`${publication(keys, ofYear, today)}`;
  const r = sql`r`;
  await tx.$executeRaw`
    UPDATE reports_published AS p
    SET values = ((p.values - ${keysOf(keys.occasional, r)}) || r.values) - ${keysOf(keys.hidden, r)}
    FROM reports AS r
    WHERE r.id = ANY (${wanted}::uuid[]) AND r.kind = 'occasional'
      AND p.institution = r.institution AND p.scheme = r.scheme
      AND NOT EXISTS (SELECT FROM reports AS base WHERE base.id = p.report AND base.submitted_at > r.submitted_at)`;
}

/**
 * Removes what is published of earlier years from institutions without a completed report of this one (R53). What was
 * reported and waits for its release leaves that of the year before in its place until then.
 * @returns how many
 */
export const removeOutdated = (tx: Transaction, fiscalYear: number, most: number): Promise<number> => tx.$executeRaw`
    DELETE FROM reports_published WHERE (institution, scheme) IN (
      SELECT p.institution, p.scheme FROM reports_published AS p
      WHERE p.fiscal_year < ${fiscalYear} AND NOT EXISTS (
        SELECT FROM reports AS r
        WHERE r.institution = p.institution AND r.scheme = p.scheme AND r.fiscal_year = ${fiscalYear}
          AND r.kind IN ('new', 'yearly') AND r.state IN ('submitted', 'released', 'published'))
      LIMIT ${most} FOR UPDATE SKIP LOCKED)`;
