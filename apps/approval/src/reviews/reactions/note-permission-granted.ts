import type { permissionGranted } from '@todoke/events';
import type { Reaction } from '@todoke/messaging';
import type { Transaction } from '../../persistence/databases.js';
import type { Reviews } from '../persistence/reviews.js';
import { followApplication } from './follow-application.js';

/** An account that was there may report now: 権限付与 (R71, R76). */
export const notePermissionGranted =
  (reviews: Reviews): Reaction<typeof permissionGranted, Transaction> =>
  async ({ aggregate, data, occurredAt }, tx) => {
    const at = new Date(occurredAt);
    await followApplication(reviews, tx, data.number, { outcome: 'granted', at, version: aggregate.version });
  };
