import { insertNew } from '@todoke/database';
import { applicationNumber } from '@todoke/lifecycle';
import type { Transaction } from '../../persistence/databases.js';
import { Prisma, type Review as Row } from '../../persistence/generated/client.js';
import type { Review } from '../domain/review.js';
import { toRow } from './rows.js';

const model = { table: 'reviews', fields: Prisma.ReviewScalarFieldEnum };

/** The review of a proxy application, and the request that it answers. */
export interface ProxyReview {
  readonly review: Review;
  /** Id of the form page that was sent, or of the row of a file. */
  readonly request: string;
}

/** The next numbers of proxy applications (R74), ascending. */
export async function nextProxyNumbers(tx: Transaction, count: number): Promise<string[]> {
  const next = await tx.$queryRaw<{ count: string }[]>`
    SELECT nextval('proxy_numbers') AS count FROM generate_series(1, ${count}::integer)`;
  return next.map(({ count: number }) => applicationNumber(BigInt(number))).sort();
}

/** Stores reviews of proxy applications. @returns the requests that were not stored already */
export async function insertProxyReviews(tx: Transaction, filed: readonly ProxyReview[]): Promise<Set<string>> {
  const rows = filed.map(({ review, request }) => ({ ...toRow(review), request }));
  const inserted = await insertNew<Row>(tx, model, rows);
  return new Set(inserted.flatMap(({ request }) => request ?? []));
}

/** The numbers under which requests were filed: of those that the official of the transaction may see. */
export async function findNumbersOf(tx: Transaction, requests: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.$queryRaw<{ request: string; number: string }[]>`
    SELECT request, number FROM reviews WHERE request = ANY (${[...requests]}::uuid[])`;
  return new Map(rows.map(({ request, number }) => [request, number]));
}
