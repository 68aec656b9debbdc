import { Injectable } from '@nestjs/common';
import { audit } from '@todoke/database';
import { applicationNumber } from '@todoke/lifecycle';
import type { Decided, Filed, ReviewEvent } from '../domain/decide.js';
import type { Official } from '../domain/official.js';
import { follow, type Progress, roundOf } from '../domain/progress.js';
import type { Review } from '../domain/review.js';
import { problems, refusals } from '../problems.js';
import { announceReview } from './announcements.js';
import { Databases, type Transaction } from '../../persistence/databases.js';
import { fromRow, toRow } from './rows.js';

/** Loads, changes and files reviews. */
@Injectable()
export class Reviews {
  constructor(private readonly databases: Databases) {}

  /**
   * Changes a review for an official: state, history, audit and outbox commit together or not at all. A second official
   * who decides at the same time waits for the first, and then finds the review decided.
   * @throws Problem application-missing where the official may not see it; what `decide` throws
   */
  change(number: string, official: Official, decide: (review: Review) => Decided): Promise<Review> {
    return this.databases.forOfficial(official, async (tx) => {
      await lock(tx, number);
      const review = await get(tx, number);
      const decided = decide(review);
      if (decided.kind === 'refused') throw problems[refusals[decided.why]]();
      if (decided.kind === 'unchanged') return decided.review;
      await save(tx, review, decided.review);
      await tell(tx, decided.review, decided.event);
      return decided.review;
    });
  }

  /**
   * Files a proxy application under the next number (R74), with history, audit and outbox like every change.
   * @param request id of the form page that was sent; a second call with the same id files nothing more
   */
  file(request: string, official: Official, file: (number: string) => Filed): Promise<string> {
    return this.databases.forOfficial(official, async (tx) => {
      const [next] = await tx.$queryRaw<{ count: bigint }[]>`SELECT nextval('proxy_numbers') AS count`;
      const { review, steps } = file(applicationNumber(next!.count));
      const { count } = await tx.review.createMany({
        data: [{ ...toRow(review), request }],
        skipDuplicates: true,
      });
      if (count === 0) return filedBefore(tx, request);
      for (const step of steps) await tell(tx, step.review, step.event);
      return review.number;
    });
  }
}

/** Inserts a new review. One that exists already stays as it is. */
export async function addReview(tx: Transaction, review: Review): Promise<void> {
  const { count } = await tx.review.createMany({ data: [toRow(review)], skipDuplicates: true });
  if (count === 0) return;
  const { number, round, receivedAt: at } = review;
  await tx.historyEntry.create({ data: { number, round, what: 'received', at } });
  await audit(tx, { actor: 'open-review', action: 'application.received', subject: number, at });
}

/**
 * Applies progress of an application elsewhere. The history records it even where it comes too late to change the
 * state.
 * @returns false where the application is unknown, or not approved, yet
 */
export async function followReview(tx: Transaction, number: string, progress: Progress): Promise<boolean> {
  await lock(tx, number);
  const review = await find(tx, number);
  const followed = review && follow(review, progress);
  if (review === undefined || followed === undefined) return false;
  const { outcome, at } = progress;
  const round = roundOf(review, progress);
  if (followed !== review) {
    await save(tx, review, followed);
    await audit(tx, { actor: 'follow-application', action: `application.${outcome}`, subject: number, at });
  }
  await tx.historyEntry.createMany({ data: [{ number, round, what: outcome, at }], skipDuplicates: true });
  return true;
}

/** History, audit and outbox of one change, in its transaction. */
async function tell(tx: Transaction, review: Review, event: ReviewEvent): Promise<void> {
  const { number, round } = review;
  const { name, by, at } = event;
  await tx.historyEntry.create({ data: { number, round, what: name, at, by } });
  await audit(tx, { actor: by, action: `application.${name}`, subject: number, at });
  await announceReview(tx, review, event);
}

/** @throws Problem application-missing where the request is another prefecture's */
async function filedBefore(tx: Transaction, request: string): Promise<string> {
  const before = await tx.review.findUnique({ where: { request }, select: { number: true } });
  if (before === null) throw problems.applicationMissing();
  return before.number;
}

/** Locks the review, so that concurrent decisions run one after the other. */
async function lock(tx: Transaction, number: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM reviews WHERE number = ${number} FOR UPDATE`;
}

export async function find(tx: Transaction, number: string): Promise<Review | undefined> {
  const row = await tx.review.findUnique({ where: { number } });
  return row === null ? undefined : fromRow(row);
}

export async function get(tx: Transaction, number: string): Promise<Review> {
  const review = await find(tx, number);
  if (review === undefined) throw problems.applicationMissing();
  return review;
}

/** @throws Problem already-decided where the row changed after it was loaded */
async function save(tx: Transaction, before: Review, after: Review): Promise<void> {
  const { count } = await tx.review.updateMany({
    where: { number: before.number, version: before.version },
    data: toRow(after),
  });
  if (count === 0) throw problems.alreadyDecided('the version had moved on');
}
