import type { Job } from '@todoke/composition';
import { Databases } from '../../persistence/databases.js';
import { loggedFor } from '../domain/retry-policy.js';
import { forgetDeliveries } from '../persistence/deliveries.js';

/** Deletes deliveries whose time in the log is over. */
export const forgetOldDeliveries: Job = {
  name: 'forget-deliveries',
  every: 3_600_000,
  round: async ({ get, clock, logger }) => {
    const before = new Date(clock.now().getTime() - loggedFor);
    const deliveries = await get(Databases).inTransaction((tx) => forgetDeliveries(tx, before));
    if (deliveries > 0) logger.info({ deliveries }, 'old deliveries of webhooks are deleted');
    return false;
  },
};
