import type { Transaction } from '../../persistence/databases.js';
import { possibleDuplicatesAmong, takeChangedKeys } from '../persistence/possible-duplicates.js';
import { lockReviews, saveReviews } from '../persistence/reviews.js';
import { lockStaleReviews } from '../persistence/stale-keys.js';

/**
 * Renews what older rules found out about applications: keys, warnings, piles.
 * @returns how many were renewed; fewer than `limit` means that none is left for now
 */
export async function renewReviews(tx: Transaction, limit: number): Promise<number> {
  const stale = await lockStaleReviews(tx, limit);
  const reviews = await lockReviews(tx, stale);
  await saveReviews(tx, [...reviews.values()]);
  return stale.length;
}

/**
 * Looks anew at applications that wait and have keys which another application or institution got or lost: an earlier
 * one becomes a possible duplicate by a later one, and ceases to be one when the other is rejected.
 * @returns whether `limit` was reached, so that more may be left
 */
export async function lookForDuplicates(tx: Transaction, limit: number): Promise<boolean> {
  const { taken, numbers } = await takeChangedKeys(tx, limit);
  const reviews = await lockReviews(tx, numbers);
  const doubtful = await possibleDuplicatesAmong(tx, [...reviews.keys()]);
  const judged = [...reviews.values()].map((review) => ({ ...review, possibleDuplicate: doubtful.has(review.number) }));
  await saveReviews(
    tx,
    judged.filter(({ number, possibleDuplicate }) => reviews.get(number)?.possibleDuplicate !== possibleDuplicate),
  );
  return taken === limit;
}
