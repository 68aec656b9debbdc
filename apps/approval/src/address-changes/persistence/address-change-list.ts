import { type RowSource, sql, type Sql } from '@todoke/database';
import type { ChangeState, ChangeStateName } from '../domain/address-change.js';
import { type StateColumns, stateOf } from './address-changes.js';

/** A request without its addresses, which its own page shows. */
export interface ListedChange {
  readonly id: string;
  readonly prefecture: string;
  readonly institutionName: string;
  readonly institutionCode: string | null;
  readonly receivedAt: Date;
  readonly state: ChangeState;
}

type Found = StateColumns & Omit<ListedChange, 'id' | 'state'>;

/** The rows of メールアドレス変更依頼. Row-level security shows an official only those of the own prefecture. */
export const listedChanges: RowSource<ListedChange, 'received'> = {
  from: sql`address_changes`,
  columns: {
    id: sql`id`,
    prefecture: sql`prefecture`,
    institutionName: sql`institution_name`,
    institutionCode: sql`institution_code`,
    receivedAt: sql`received_at`,
    state: sql`state`,
    requestedBy: sql`requested_by`,
    requestedAt: sql`requested_at`,
    endedAt: sql`ended_at`,
    refusal: sql`refusal`,
  },
  row: (columns) => {
    const found = columns as unknown as Found;
    const { id, prefecture, institutionName, institutionCode, receivedAt } = found;
    return { id, prefecture, institutionName, institutionCode, receivedAt, state: stateOf(found) };
  },
  key: { sql: sql`id`, kind: 'uuid' },
  sorts: { received: [{ sql: sql`received_at`, kind: 'instant' }] },
};

export interface ChangeFilter {
  /** Repeats what row-level security requires, so that Postgres uses the prefecture's index. */
  readonly prefecture: string | undefined;
  /** All states where there are none. */
  readonly states: readonly ChangeStateName[] | undefined;
}

export const conditionsOf = ({ prefecture, states }: ChangeFilter): Sql[] => [
  ...(prefecture === undefined ? [] : [sql`prefecture = ${prefecture}`]),
  ...(states === undefined ? [] : [sql`state = ANY(${[...states]}::text[])`]),
];
