import { audit } from '@todoke/database';
import { prerequisiteMissing } from '@todoke/messaging';
import type { Transaction } from '../../persistence/databases.js';
import { follow, type Progress, roundOf } from '../domain/progress.js';
import type { Review } from '../domain/review.js';
import { noteHistory } from '../persistence/history.js';
import { lockReviews, saveReviews } from '../persistence/reviews.js';

/** Progress of one application elsewhere. */
export type ApplicationProgress = Progress & { readonly number: string };

/**
 * Applies progress of applications elsewhere, in this order. The history records it even where it comes too late to
 * change the state.
 * @throws PrerequisiteMissing where the approval that it follows is not here yet, as after a restore
 */
export async function followApplications(tx: Transaction, news: readonly ApplicationProgress[]): Promise<void> {
  if (news.length === 0) return;
  const reviews = await lockReviews(
    tx,
    news.map(({ number }) => number),
  );
  const changed = new Map<string, Review>();
  for (const progress of news) {
    const { number, outcome, at } = progress;
    const review = changed.get(number) ?? reviews.get(number);
    const followed = review && follow(review, progress);
    if (review === undefined || followed === undefined) {
      throw prerequisiteMissing('the application is not approved here');
    }
    if (followed !== review) {
      changed.set(number, followed);
      await audit(tx, { actor: 'follow-application', action: `application.${outcome}`, subject: number });
    }
    await noteHistory(tx, { number, round: roundOf(review, progress), what: outcome, at });
  }
  await saveReviews(tx, [...changed.values()]);
}
