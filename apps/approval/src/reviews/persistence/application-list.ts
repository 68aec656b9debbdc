import type { InstitutionType } from '@todoke/lifecycle';
import type { Review, StateName } from '../domain/review.js';
import type { Transaction } from '../../persistence/databases.js';
import { fromRow } from './rows.js';

export interface ListFilter {
  readonly state?: StateName | undefined;
  readonly type?: InstitutionType | undefined;
  /** Received at or after. */
  readonly from?: Date | undefined;
  /** Received before. */
  readonly before?: Date | undefined;
  readonly oldestFirst: boolean;
}

export const pageSize = 50;

export interface ListPage {
  readonly reviews: readonly Review[];
  readonly total: number;
  readonly page: number;
  readonly pages: number;
}

/**
 * One page of the applications that the transaction's official may see. A page number beyond the last gives the last
 * page.
 * @param prefecture repeats what row-level security requires, so that Postgres uses the prefecture's index
 */
export async function listApplications(
  tx: Transaction,
  prefecture: string | undefined,
  filter: ListFilter,
  wanted: number,
): Promise<ListPage> {
  const where = {
    ...(prefecture === undefined ? {} : { prefecture }),
    ...(filter.state === undefined ? {} : { state: filter.state }),
    ...(filter.type === undefined ? {} : { institutionType: filter.type }),
    receivedAt: {
      ...(filter.from === undefined ? {} : { gte: filter.from }),
      ...(filter.before === undefined ? {} : { lt: filter.before }),
    },
  };
  const total = await tx.review.count({ where });
  const pages = Math.max(1, Math.ceil(total / pageSize));
  const page = Math.min(wanted, pages);
  const direction = filter.oldestFirst ? 'asc' : 'desc';
  const rows = await tx.review.findMany({
    where,
    orderBy: [{ receivedAt: direction }, { number: direction }],
    skip: (page - 1) * pageSize,
    take: pageSize,
  });
  return { reviews: rows.map(fromRow), total, page, pages };
}
