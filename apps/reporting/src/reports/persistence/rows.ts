import type { Values } from '@todoke/forms';
import type { Day } from '@todoke/japan';
import type { InstitutionType } from '@todoke/lifecycle';
import { Prisma, type Report as Row } from '../../persistence/generated/client.js';
import type { Act, Kind, Report, State } from '../domain/report.js';
import type { Scheme } from '../domain/window.js';

export const model = { table: 'reports', fields: Prisma.ReportScalarFieldEnum };

/** A row as Prisma gives it; without values where these were not asked for. */
export type ReportRow = Omit<Row, 'values'> & Partial<Pick<Row, 'values'>>;

export const dayIn = (date: Date): Day => date.toISOString().slice(0, 10);

const actIn = (by: string | null, at: Date | null): Act | undefined =>
  by === null || at === null ? undefined : { by, at };

export function fromRow(row: ReportRow): Report {
  const returned = actIn(row.returnedBy, row.returnedAt);
  return {
    id: row.id,
    institution: row.institution,
    scheme: row.scheme as Scheme,
    fiscalYear: row.fiscalYear,
    kind: row.kind as Kind,
    route: row.route as Report['route'],
    prefecture: row.prefecture,
    municipalityCode: row.municipalityCode ?? undefined,
    type: row.type as InstitutionType,
    state: row.state as State,
    formVersion: row.formVersion,
    version: row.version,
    round: row.round,
    values: (row.values ?? undefined) as Values | undefined,
    drafted: { by: row.draftedBy, at: row.draftedAt },
    submitted: actIn(row.submittedBy, row.submittedAt),
    returned: returned && { ...returned, reason: row.reason ?? '' },
    released: actIn(row.releasedBy, row.releasedAt),
    publishedOn: row.publishedOn === null ? undefined : dayIn(row.publishedOn),
  };
}

/** All fields but the values, which a report that was read without them would lose. */
export const toRow = (report: Report) => ({
  id: report.id,
  institution: report.institution,
  scheme: report.scheme,
  fiscalYear: report.fiscalYear,
  kind: report.kind,
  route: report.route,
  prefecture: report.prefecture,
  municipalityCode: report.municipalityCode ?? null,
  type: report.type,
  state: report.state,
  formVersion: report.formVersion,
  version: report.version,
  round: report.round,
  draftedBy: report.drafted.by,
  draftedAt: report.drafted.at,
  submittedBy: report.submitted?.by ?? null,
  submittedAt: report.submitted?.at ?? null,
  returnedBy: report.returned?.by ?? null,
  returnedAt: report.returned?.at ?? null,
  reason: report.returned?.reason ?? null,
  releasedBy: report.released?.by ?? null,
  releasedAt: report.released?.at ?? null,
  publishedOn: report.publishedOn ?? null,
});
