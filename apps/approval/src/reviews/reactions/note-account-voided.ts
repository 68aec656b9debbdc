import type { accountVoided } from '@todoke/events';
import type { Reaction } from '@todoke/messaging';
import type { Transaction } from '../../persistence/databases.js';
import type { Reviews } from '../persistence/reviews.js';
import { followApplication } from './follow-application.js';

/** Mail ② did not arrive: the institution may apply again (R58). */
export const noteAccountVoided =
  (reviews: Reviews): Reaction<typeof accountVoided, Transaction> =>
  async ({ aggregate, data, occurredAt }, tx) => {
    const at = new Date(occurredAt);
    await followApplication(reviews, tx, data.number, { outcome: 'voided', at, version: aggregate.version });
  };
