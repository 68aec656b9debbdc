import { lockedRow } from '@todoke/database';
import { applicationNumber } from '@todoke/lifecycle';
import type { Review } from '../domain/review.js';
import { problems } from '../problems.js';
import type { Transaction } from '../../persistence/databases.js';
import { Prisma, type Review as Row } from '../../persistence/generated/client.js';
import { fromRow, toRow } from './rows.js';

const model = { table: 'reviews', fields: Prisma.ReviewScalarFieldEnum };

export async function findReview(tx: Transaction, number: string): Promise<Review | undefined> {
  const row = await tx.review.findUnique({ where: { number } });
  return row === null ? undefined : fromRow(row);
}

/** The review, locked until the end of the transaction, so that concurrent decisions run one after the other. */
export async function lockReview(tx: Transaction, number: string): Promise<Review | undefined> {
  const row = await lockedRow<Row>(tx, model, { number });
  return row && fromRow(row);
}

/** The next number of a proxy application (R74). */
export async function nextProxyNumber(tx: Transaction): Promise<string> {
  const [next] = await tx.$queryRaw<{ count: bigint }[]>`SELECT nextval('proxy_numbers') AS count`;
  return applicationNumber(next!.count);
}

/**
 * @param request id of the form page that was sent; absent for an application that came from registration
 * @returns false where the number, or the request, is stored already
 */
export async function insertReview(tx: Transaction, review: Review, request?: string): Promise<boolean> {
  const row = { ...toRow(review), ...(request !== undefined && { request }) };
  const { count } = await tx.review.createMany({ data: [row], skipDuplicates: true });
  return count === 1;
}

/** The number under which a request was filed; undefined where the official of the transaction may not see it. */
export async function findNumberOf(tx: Transaction, request: string): Promise<string | undefined> {
  const row = await tx.review.findUnique({ where: { request }, select: { number: true } });
  return row?.number;
}

/** @throws Problem already-decided where the row changed after it was loaded */
export async function saveReview(tx: Transaction, before: Review, after: Review): Promise<void> {
  const { count } = await tx.review.updateMany({
    where: { number: before.number, version: before.version },
    data: toRow(after),
  });
  if (count === 0) throw problems.alreadyDecided('the version had moved on');
}
