import { change, columnsOf, foundRow, insertNew, lockedRows, sql, whereOf } from '@todoke/database';
import type { MailOutcome } from '../domain/mail.js';
import type { Official } from '../domain/official.js';
import type { Queue } from '../domain/queue.js';
import type { Review } from '../domain/review.js';
import type { Transaction } from '../../persistence/databases.js';
import { Prisma, type Review as Row } from '../../persistence/generated/client.js';
import type { HistoryLine } from './history.js';
import { conditionsOfQueue } from './queue.js';
import { fromRow, toRow } from './rows.js';

const model = { table: 'reviews', fields: Prisma.ReviewScalarFieldEnum };

export async function findReview(tx: Transaction, number: string): Promise<Review | undefined> {
  const row = await foundRow<Row>(tx, model, { number });
  return row && fromRow(row);
}

/** Reviews by their numbers; those that the person of the transaction may not see are absent. */
export async function findReviews(tx: Transaction, numbers: readonly string[]): Promise<ReadonlyMap<string, Review>> {
  const rows = await tx.review.findMany({ where: { number: { in: [...numbers] } } });
  return new Map(rows.map((row) => [row.number, fromRow(row)]));
}

/** The first applications of a queue, oldest first. */
export async function firstInQueue(
  tx: Transaction,
  queue: Queue,
  official: Official,
  limit: number,
): Promise<readonly Review[]> {
  const { text, values } = sql`${whereOf(conditionsOfQueue(queue, official))} ORDER BY received_at, number LIMIT ${limit}`;
  const rows = await tx.$queryRawUnsafe<Row[]>(`SELECT ${columnsOf(model)} FROM reviews${text}`, ...values);
  return rows.map(fromRow);
}

/** A review with what happened to it and to its mails, each in the order of time. */
export interface ReviewWithHistory {
  readonly review: Review;
  readonly history: readonly HistoryLine[];
  readonly mails: readonly MailOutcome[];
}

export async function findWithHistory(tx: Transaction, number: string): Promise<ReviewWithHistory | undefined> {
  const [found] = await tx.$queryRawUnsafe<(Row & { history: Told<HistoryLine>[]; mails: Told<MailOutcome>[] })[]>(
    `SELECT ${columnsOf(model)},
       (SELECT coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('round', history.round, 'what', what,
                 'at', at, 'by', by, 'note', note)) ORDER BY at), '[]')
        FROM history WHERE history.number = reviews.number) AS history,
       (SELECT coalesce(jsonb_agg(jsonb_build_object('mail', mail, 'state', mails.state, 'reason', reason,
                 'possiblyTwice', possibly_twice, 'at', at) ORDER BY mail, at), '[]')
        FROM mails WHERE mails.number = reviews.number) AS mails
     FROM reviews WHERE number = $1`,
    number,
  );
  if (found === undefined) return undefined;
  const { history, mails } = found;
  return { review: fromRow(found), history: history.map(withDate), mails: mails.map(withDate) };
}

/** As JSON tells it. */
type Told<Line extends { readonly at: Date }> = Omit<Line, 'at'> & { readonly at: string };

const withDate = <Line extends { readonly at: Date }>({ at, ...line }: Told<Line>): Line =>
  ({ ...line, at: new Date(at) }) as unknown as Line;

/**
 * Reviews by their numbers, locked until the end of the transaction, so that concurrent changes run one after the
 * other.
 */
export async function lockReviews(tx: Transaction, numbers: readonly string[]): Promise<Map<string, Review>> {
  const rows = await lockedRows<Row>(tx, model, 'number', [...new Set(numbers)]);
  return new Map(rows.map((row) => [row.number, fromRow(row)]));
}

/** Stores reviews of applications that came from registration. @returns the numbers that were not stored already */
export async function insertReviews(tx: Transaction, reviews: readonly Review[]): Promise<Set<string>> {
  const ordered = [...reviews].sort((one, other) => (one.number < other.number ? -1 : 1));
  const inserted = await insertNew<Row>(tx, model, ordered.map(toRow));
  return new Set(inserted.map(({ number }) => number));
}

/** Saves reviews that the transaction has locked, which it may only where its person may change them. */
export const saveReviews = (tx: Transaction, reviews: readonly Review[]): Promise<void> =>
  change(tx, model, 'number', reviews.map(toRow));
