import type { applicationClosed, Envelope, EventOf } from '@todoke/events';
import { prerequisiteMissing } from '@todoke/messaging';
import type { Transaction } from '../../persistence/databases.js';
import type { Progress } from '../domain/progress.js';
import type { Outcome } from '../domain/review.js';
import { followReview } from '../persistence/reviews.js';

type AboutApplication = Pick<
  Envelope<string, { number: string; round?: number | undefined }>,
  'aggregate' | 'data' | 'occurredAt'
>;

/**
 * Applies progress to the review.
 * @throws PrerequisiteMissing where the approval that it follows is not here yet, as after a restore
 */
export async function followApplication(tx: Transaction, number: string, progress: Progress): Promise<void> {
  const followed = await followReview(tx, number, progress);
  if (!followed) throw prerequisiteMissing('the application is not approved here');
}

/**
 * Reaction to the outcome of an approved application at accounts: 発行完了 (R48), 権限付与 for an existing account (R71, R76),
 * or 発行取消 because ② bounced (R58).
 */
export const becomes =
  (outcome: Outcome) =>
  ({ aggregate, data, occurredAt }: AboutApplication, tx: Transaction): Promise<void> =>
    followApplication(tx, data.number, {
      outcome,
      at: new Date(occurredAt),
      round: data.round,
      version: aggregate.version,
    });

/** Reaction to an end without an account: 対応不要, or mail ① could not be delivered (R72, R68). */
export const close = (event: EventOf<typeof applicationClosed>, tx: Transaction): Promise<void> =>
  becomes(event.data.reason)(event, tx);
