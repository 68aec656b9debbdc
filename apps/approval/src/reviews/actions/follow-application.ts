import { audit } from '@todoke/database';
import { prerequisiteMissing } from '@todoke/messaging';
import type { Transaction } from '../../persistence/databases.js';
import { follow, type Progress, roundOf } from '../domain/progress.js';
import { noteHistory } from '../persistence/history.js';
import { lockReview, saveReview } from '../persistence/reviews.js';

/**
 * Applies progress of an application elsewhere. The history records it even where it comes too late to change the
 * state.
 * @throws PrerequisiteMissing where the approval that it follows is not here yet, as after a restore
 */
export async function followApplication(tx: Transaction, number: string, progress: Progress): Promise<void> {
  const review = await lockReview(tx, number);
  const followed = review && follow(review, progress);
  if (review === undefined || followed === undefined) throw prerequisiteMissing('the application is not approved here');
  const { outcome, at } = progress;
  if (followed !== review) {
    await saveReview(tx, review, followed);
    await audit(tx, { actor: 'follow-application', action: `application.${outcome}`, subject: number });
  }
  await noteHistory(tx, { number, round: roundOf(review, progress), what: outcome, at });
}
