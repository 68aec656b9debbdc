import type { accountIssued } from '@todoke/events';
import type { Reaction } from '@todoke/messaging';
import type { Transaction } from '../../persistence/databases.js';
import type { Reviews } from '../persistence/reviews.js';
import { followApplication } from './follow-application.js';

/** The account exists: 発行完了 (R48). */
export const noteAccountIssued =
  (reviews: Reviews): Reaction<typeof accountIssued, Transaction> =>
  async ({ aggregate, data, occurredAt }, tx) => {
    const at = new Date(occurredAt);
    await followApplication(reviews, tx, data.number, { outcome: 'issued', at, version: aggregate.version });
  };
