import type { applicationClosed } from '@todoke/events';
import type { Reaction } from '@todoke/messaging';
import type { Transaction } from '../../persistence/databases.js';
import type { Reviews } from '../persistence/reviews.js';
import { followApplication } from './follow-application.js';

/**
 * The application ended without an account: 対応不要, or mail ① did not arrive, or there was no reason for one (R72,
 * R68).
 */
export const noteApplicationClosed =
  (reviews: Reviews): Reaction<typeof applicationClosed, Transaction> =>
  async ({ aggregate, data, occurredAt }, tx) => {
    const at = new Date(occurredAt);
    await followApplication(reviews, tx, data.number, {
      outcome: data.reason,
      at,
      version: aggregate.version,
    });
  };
