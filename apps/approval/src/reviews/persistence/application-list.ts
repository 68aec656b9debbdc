import type { Application as Items } from '@todoke/application-form';
import { type RowSource, sql, type Sql } from '@todoke/database';
import type { InstitutionType } from '@todoke/lifecycle';
import type { Review, StateName } from '../domain/review.js';
import { type StateColumns, stateOf } from './rows.js';

export type ListedApplication = Pick<Review, 'number' | 'prefecture' | 'receivedAt' | 'state'> &
  Pick<Items, 'institutionName' | 'institutionType'>;

type Found = StateColumns &
  Pick<ListedApplication, 'prefecture' | 'receivedAt' | 'institutionName' | 'institutionType'>;

/** The rows of 申請一覧. Row-level security shows an official only those of the own jurisdiction. */
export const listedApplications: RowSource<ListedApplication, 'received'> = {
  from: sql`reviews`,
  columns: {
    number: sql`number`,
    prefecture: sql`prefecture`,
    receivedAt: sql`received_at`,
    institutionName: sql`institution_name`,
    institutionType: sql`institution_type`,
    state: sql`state`,
    decidedBy: sql`decided_by`,
    decidedAt: sql`decided_at`,
    rejectionReason: sql`rejection_reason`,
    since: sql`since`,
  },
  row: (columns) => {
    const found = columns as unknown as Found;
    const { number, prefecture, receivedAt, institutionName, institutionType } = found;
    return { number, prefecture, receivedAt, institutionName, institutionType, state: stateOf(found) };
  },
  key: { sql: sql`number`, kind: 'text' },
  sorts: { received: [{ sql: sql`received_at`, kind: 'instant' }] },
};

export interface ListFilter {
  /** Repeats what row-level security requires, so that Postgres uses the prefecture's index. */
  readonly prefecture: string | undefined;
  readonly state: StateName | undefined;
  readonly type: InstitutionType | undefined;
  /** Received at or after. */
  readonly from: Date | undefined;
  /** Received before. */
  readonly before: Date | undefined;
}

export const conditionsOf = ({ prefecture, state, type, from, before }: ListFilter): Sql[] => [
  ...(prefecture === undefined ? [] : [sql`prefecture = ${prefecture}`]),
  ...(state === undefined ? [] : [sql`state = ${state}`]),
  ...(type === undefined ? [] : [sql`institution_type = ${type}`]),
  ...(from === undefined ? [] : [sql`received_at >= ${from}`]),
  ...(before === undefined ? [] : [sql`received_at < ${before}`]),
];
