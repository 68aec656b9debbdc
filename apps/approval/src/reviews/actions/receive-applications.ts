import { audit } from '@todoke/database';
import type { Transaction } from '../../persistence/databases.js';
import { tellOfApplications } from '../../webhooks/index.js';
import { openAgain } from '../domain/open.js';
import type { Review } from '../domain/review.js';
import { noteHistory } from '../persistence/history.js';
import { insertReviews, lockReviews, saveReviews } from '../persistence/reviews.js';

/**
 * Institutions applied: their reviews wait for the prefectures (R46), also where they come again in a later round. An
 * earlier round that is told late changes nothing but the history.
 */
export async function receiveApplications(tx: Transaction, reviews: readonly Review[]): Promise<void> {
  const first = new Map(reviews.toReversed().map((review) => [review.number, review]));
  const inserted = await insertReviews(tx, [...first.values()]);
  const isNew = (review: Review): boolean => first.get(review.number) === review && inserted.has(review.number);
  const again = await comeAgain(
    tx,
    reviews.filter((review) => !isNew(review)),
  );
  for (const review of reviews) {
    const { number, round, receivedAt: at } = review;
    await noteHistory(tx, { number, round, what: 'received', at });
    if (!isNew(review) && !again.has(review)) continue;
    await audit(tx, { actor: 'open-review', action: 'application.received', subject: number });
    await tellOfApplications(tx, [{ number, round, what: 'received', at }]);
  }
}

/** @returns those that opened a later round */
async function comeAgain(tx: Transaction, reviews: readonly Review[]): Promise<ReadonlySet<Review>> {
  const opened = new Map<string, Review>();
  const again = new Set<Review>();
  if (reviews.length === 0) return again;
  const known = await lockReviews(
    tx,
    reviews.map(({ number }) => number),
  );
  for (const review of reviews) {
    const { number } = review;
    const before = opened.get(number) ?? known.get(number);
    const after = before && openAgain(before, review);
    if (after === undefined) continue;
    opened.set(number, after);
    again.add(review);
  }
  await saveReviews(tx, [...opened.values()]);
  return again;
}
