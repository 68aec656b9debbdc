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
 * Notes progress, or has the event redelivered until the approval that it follows is here (as after a restore).
 */
export async function followApplication(tx: Transaction, number: string, progress: Progress): Promise<void> {
  const followed = await followReview(tx, number, progress);
  if (!followed) throw prerequisiteMissing('the application is not approved here');
}

/**
 * What accounts made of an approved application: 発行完了 (R48), 権限付与 for an account that was there (R71, R76), or
 * ② did not arrive and the institution may apply again (R58).
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

/** The application ended without an account: 対応不要, or mail ① did not arrive (R72, R68). */
export const close = (event: EventOf<typeof applicationClosed>, tx: Transaction): Promise<void> =>
  becomes(event.data.reason)(event, tx);
