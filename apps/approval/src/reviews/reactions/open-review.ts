import type { applicationSubmitted } from '@todoke/events';
import type { Reaction } from '@todoke/messaging';
import { openReview as open } from '../domain/open.js';
import type { Transaction } from '../../persistence/databases.js';
import type { Reviews } from '../persistence/reviews.js';

/** An institution applied: its prefecture has something to review (R46). */
export const openReview =
  (reviews: Reviews): Reaction<typeof applicationSubmitted, Transaction> =>
  async ({ data, occurredAt }, tx) => {
    await reviews.open(tx, open(data.number, data.items, data.address, new Date(occurredAt)));
  };
