import { type RowSource, sql, type Sql } from '@todoke/database';
import type { InstitutionType } from '@todoke/lifecycle';
import { institutionRows as i } from '../../institutions/index.js';
import type { Transaction } from '../../persistence/databases.js';
import type { Kind, Report, State } from '../domain/report.js';
import type { Scheme } from '../domain/window.js';

/** A row of 報告の確認・公表: an institution, and its report where it has begun one. */
export interface ListedReport {
  readonly institution: string;
  readonly name: string;
  readonly type: InstitutionType;
  readonly prefecture: string;
  readonly areaName: string;
  readonly report: string | null;
  readonly kind: Kind | null;
  readonly route: Report['route'] | null;
  readonly state: State | null;
  readonly submittedAt: Date | null;
}

/** Which reports: those of a fiscal year that count as its report, or the 随時報告 of that year. */
export interface Wanted {
  readonly scheme: Scheme;
  readonly fiscalYear: number;
  readonly occasional: boolean;
}

const joined = ({ scheme, fiscalYear, occasional }: Wanted): Sql => sql`reports AS r
  ON r.institution = ${i.id} AND r.scheme = ${scheme} AND r.fiscal_year = ${fiscalYear}
  AND ${occasional ? sql`r.kind = 'occasional'` : sql`r.kind IN ('new', 'yearly')`}`;

/** Institutions, each with its report `r`; of a fiscal year those without one too. */
export const releaseRows = (wanted: Wanted): Sql =>
  sql`${i.from} ${wanted.occasional ? sql`JOIN` : sql`LEFT JOIN`} ${joined(wanted)}`;

/** The institutions that report under a scheme, those without a report of the year too. */
export const listedReports = (wanted: Wanted): RowSource<ListedReport, 'place' | 'name'> => ({
  from: releaseRows(wanted),
  columns: {
    institution: i.id,
    name: i.name,
    type: i.type,
    prefecture: i.prefecture,
    areaName: i.areaName,
    report: sql`r.id::text`,
    kind: sql`r.kind`,
    route: sql`r.route`,
    state: sql`r.state`,
    submittedAt: sql`r.submitted_at`,
  },
  row: (found) => found as unknown as ListedReport,
  key: { sql: wanted.occasional ? sql`r.id::text` : i.id, kind: 'text' },
  sorts: {
    place: [
      { sql: i.place, kind: 'text' },
      { sql: i.name, kind: 'text' },
    ],
    name: [{ sql: i.name, kind: 'text' }],
  },
});

export interface ReportFilter {
  readonly scheme: Scheme;
  /** Repeats what row-level security requires, so that Postgres uses the prefecture's index. */
  readonly prefecture: string | undefined;
  readonly type: InstitutionType | undefined;
  readonly area: string | undefined;
  readonly state: State | 'none' | undefined;
}

export const reportConditions = ({ scheme, prefecture, type, area, state }: ReportFilter): Sql[] => [
  scheme === 'pharmacy' ? sql`${i.type} = 'pharmacy'` : sql`${i.type} <> 'pharmacy'`,
  sql`(${i.closedOn} IS NULL OR r.id IS NOT NULL)`,
  ...(prefecture === undefined ? [] : [sql`${i.prefecture} = ${prefecture}`]),
  ...(type === undefined ? [] : [sql`${i.type} = ${type}`]),
  ...(area === undefined ? [] : [sql`${i.area} = ${area}`]),
  ...(state === undefined ? [] : state === 'none' ? [sql`r.id IS NULL`] : [sql`r.state = ${state}`]),
];

/** A report that waits for its release. */
export interface Waiting {
  readonly id: string;
  readonly name: string;
  readonly kind: Kind;
  readonly submittedAt: Date;
}

/** What is reported and not yet released in a prefecture, what waits longest first. */
export const findWaiting = (
  tx: Transaction,
  { prefecture, scheme, fiscalYear }: { prefecture: string; scheme: Scheme; fiscalYear: number },
  most: number,
): Promise<Waiting[]> => tx.$queryRaw<Waiting[]>`
    SELECT r.id::text AS id, i.name, r.kind, r.submitted_at AS "submittedAt"
    FROM reports AS r JOIN institutions AS i ON i.id = r.institution
    WHERE r.scheme = ${scheme} AND r.fiscal_year = ${fiscalYear} AND r.prefecture = ${prefecture}
      AND r.state = 'submitted'
    ORDER BY r.submitted_at, r.id LIMIT ${most}`;

/** The names of institutions. */
export async function namesById(tx: Transaction, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.$queryRaw<{ id: string; name: string }[]>`
    SELECT id, name FROM institutions WHERE id = ANY (${[...new Set(ids)]}::text[])`;
  return new Map(rows.map(({ id, name }) => [id, name]));
}
