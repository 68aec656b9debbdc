import type { Transaction } from '../../persistence/databases.js';
import { lockReviews, saveReviews } from '../persistence/reviews.js';

/** The prefecture has told whom it had to about an application, or has not after all. It may be said again. */
export async function markTold(tx: Transaction, number: string, told: boolean): Promise<void> {
  const review = (await lockReviews(tx, [number])).get(number);
  if (review !== undefined && review.told !== told) await saveReviews(tx, [{ ...review, told }]);
}
