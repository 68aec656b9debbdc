import { type RowSource, type Snapshot, sql, type Sql, whereOf } from '@todoke/database';
import type { Values } from '@todoke/forms';
import { byPlace, institutionRows, mailsOf, namesOf, placedIn } from '../../institutions/index.js';
import { type Jurisdiction, latestRows } from '../../surveys/index.js';
import type { BedsOfPlace } from '../domain/beds.js';

/** A hospital with the latest 日次調査 that it has answered, if any. */
export interface BedRow {
  readonly id: string;
  readonly name: string;
  readonly prefecture: string;
  readonly municipality: string;
  readonly areaName: string;
  readonly institutionCode: string | null;
  readonly phone: string | null;
  readonly answers: Values | null;
  readonly formVersion: number | null;
  readonly answeredAt: Date | null;
}

/** Beside the beds, whom to ask. */
export interface FullBedRow extends BedRow {
  /** Names and mail addresses of those who sign in for the hospital. */
  readonly contacts: readonly string[];
  readonly mails: readonly string[];
}

export type BedOrder = 'place' | 'empty' | 'updated';

const { id, name, prefecture, municipality, areaName, institutionCode, phone, area } = institutionRows;
const latest = latestRows('daily', id);

/** Hospitals and their beds. Row-level security shows an official only those of the own jurisdiction. */
export const bedRows: RowSource<BedRow, BedOrder> = {
  from: sql`${institutionRows.from} LEFT JOIN ${latest.join}`,
  columns: {
    id,
    name,
    prefecture,
    municipality,
    areaName,
    institutionCode,
    phone,
    answers: latest.answers,
    formVersion: latest.formVersion,
    answeredAt: latest.answeredAt,
  },
  row: (found) => found as unknown as BedRow,
  key: { sql: id, kind: 'text' },
  sorts: {
    place: byPlace,
    empty: [{ sql: sql`coalesce(${latest.emptyBeds}, -1)`, kind: 'integer' }],
    updated: [{ sql: sql`coalesce(${latest.answeredAt}, 'epoch')`, kind: 'instant' }],
  },
};

export const fullBedRows: RowSource<FullBedRow, BedOrder> = {
  ...bedRows,
  columns: { ...bedRows.columns, contacts: namesOf(id), mails: mailsOf(id) },
  row: (found) => found as unknown as FullBedRow,
};

export interface BedFilter {
  readonly jurisdiction: Jurisdiction;
  /** Closed before or on it: not shown. 'YYYY-MM-DD' */
  readonly day: string;
  readonly prefecture?: string | undefined;
  readonly area?: string | undefined;
  /** A code of the item acceptance; `unanswered`: has never answered. */
  readonly acceptance?: string | undefined;
  /** Has empty beds. */
  readonly empty?: boolean | undefined;
}

/** The jurisdiction repeats what row-level security requires, so that an index narrows the hospitals. */
export function bedConditions({ jurisdiction, day, ...chosen }: BedFilter): Sql[] {
  const { prefecture: own, municipalities } = jurisdiction;
  return [
    sql`${institutionRows.type} = 'hospital'`,
    sql`(${institutionRows.closedOn} IS NULL OR ${institutionRows.closedOn} > ${day}::date)`,
    ...(own === undefined ? [] : [sql`${prefecture} = ${own}`]),
    ...(municipalities === undefined
      ? []
      : [sql`${institutionRows.municipalityCode} = ANY (${[...municipalities]}::text[])`]),
    ...placedIn(chosen),
    ...(chosen.acceptance === undefined ? [] : [acceptanceIs(chosen.acceptance)]),
    ...(chosen.empty === true ? [sql`${latest.emptyBeds} > 0`] : []),
  ];
}

const acceptanceIs = (code: string): Sql =>
  code === 'unanswered' ? sql`${latest.answeredAt} IS NULL` : sql`${latest.choice('acceptance')} = ${code}`;

/** Empty and secured beds by 二次医療圏, of the hospitals that the conditions leave. */
export const bedsByArea = (snapshot: Snapshot, where: readonly Sql[]): Promise<BedsOfPlace[]> =>
  snapshot.query<BedsOfPlace & Record<string, unknown>>(
    sql`SELECT ${prefecture} AS prefecture, ${area} AS area, max(${areaName}) AS "areaName",
               count(*)::integer AS hospitals, count(${latest.answeredAt})::integer AS answered,
               coalesce(sum(${latest.securedBeds}), 0)::integer AS secured,
               coalesce(sum(${latest.emptyBeds}), 0)::integer AS empty
        FROM ${bedRows.from}${whereOf(where)}
        GROUP BY 1, 2 ORDER BY 1, nullif(${area}, '') NULLS LAST`,
  );
