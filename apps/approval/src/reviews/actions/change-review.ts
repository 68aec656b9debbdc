import type { Transaction } from '../../persistence/databases.js';
import type { Decided } from '../domain/decide.js';
import type { Review } from '../domain/review.js';
import { findReview, lockReviews, saveReviews } from '../persistence/reviews.js';
import { problems, refusals } from '../problems.js';
import { recordDecision } from './record-decision.js';

/**
 * Changes a review as its official decided: state, history, audit and outbox commit together or not at all. A second
 * official who decides at the same time waits for the first, and then finds the review decided.
 * @throws Problem application-missing where the official of the transaction may not see it; what `decide` refuses
 */
export async function changeReview(
  tx: Transaction,
  number: string,
  decide: (review: Review) => Decided,
): Promise<Review> {
  // Row-level security locks only for those who decide; of whoever only reads, `decide` says so.
  const review = (await lockReviews(tx, [number])).get(number) ?? (await findReview(tx, number));
  if (review === undefined) throw problems.applicationMissing();
  const decided = decide(review);
  if (decided.kind === 'refused') throw problems[refusals[decided.why]]();
  if (decided.kind === 'unchanged') return decided.review;
  await saveReviews(tx, [decided.review]);
  await recordDecision(tx, decided.review, decided.event);
  return decided.review;
}
