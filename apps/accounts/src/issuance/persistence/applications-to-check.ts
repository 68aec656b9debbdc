import type { Application as Items } from '@todoke/application-form';
import { type RowSource, sql, type Sql } from '@todoke/database';
import type { Route } from '@todoke/lifecycle';
import type { Status } from '../domain/application.js';

export interface ApplicationToCheck {
  readonly number: string;
  readonly prefecture: string;
  readonly route: Route;
  readonly status: Status;
  readonly institutionName: string;
  readonly institutionType: Items['institutionType'];
  readonly submittedAt: Date;
  readonly approvedAt: Date;
  readonly changedAt: Date;
}

/** The rows of 確認待ち一覧. */
export const rowsToCheck: RowSource<ApplicationToCheck, 'submitted'> = {
  from: sql`issuance_applications`,
  columns: {
    number: sql`number`,
    prefecture: sql`prefecture`,
    route: sql`route`,
    status: sql`status`,
    institutionName: sql`items ->> 'institutionName'`,
    institutionType: sql`items ->> 'institutionType'`,
    submittedAt: sql`submitted_at`,
    approvedAt: sql`approved_at`,
    changedAt: sql`changed_at`,
  },
  row: (found) => found as unknown as ApplicationToCheck,
  key: { sql: sql`number`, kind: 'text' },
  sorts: { submitted: [{ sql: sql`submitted_at`, kind: 'instant' }] },
};

export interface CheckFilter {
  readonly status: Status | undefined;
  readonly prefecture: string | undefined;
  readonly route: Route | undefined;
}

export const conditionsOf = ({ status, prefecture, route }: CheckFilter): Sql[] => [
  ...(status === undefined ? [] : [sql`status = ${status}`]),
  ...(prefecture === undefined ? [] : [sql`prefecture = ${prefecture}`]),
  ...(route === undefined ? [] : [sql`route = ${route}`]),
];
