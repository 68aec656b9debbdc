import type { Transaction } from '../../persistence/databases.js';
import type { Status } from '../domain/application.js';
import type { Application as Items } from '@todoke/application-form';
import type { Route } from '@todoke/lifecycle';

export interface QueueFilter {
  readonly status?: Status;
  readonly prefecture?: string;
  readonly route?: Route;
}

export interface QueueEntry {
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

/** One page of 確認待ち一覧, the oldest application first. */
export async function findQueue(
  tx: Transaction,
  filter: QueueFilter,
  page: { readonly size: number; readonly number: number },
): Promise<{ entries: QueueEntry[]; total: number }> {
  const where = { ...filter };
  const rows = await tx.application.findMany({
    where,
    orderBy: [{ submittedAt: 'asc' }, { number: 'asc' }],
    skip: (page.number - 1) * page.size,
    take: page.size,
  });
  const entries = rows.map((row): QueueEntry => {
    const { institutionName, institutionType } = row.items as unknown as Items;
    const { number, prefecture, submittedAt, approvedAt, changedAt } = row;
    const kinds = { route: row.route as Route, status: row.status as Status };
    return { number, prefecture, ...kinds, institutionName, institutionType, submittedAt, approvedAt, changedAt };
  });
  return { entries, total: await tx.application.count({ where }) };
}
