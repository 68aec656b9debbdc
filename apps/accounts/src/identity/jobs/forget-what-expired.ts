import type { Job } from '@todoke/composition';
import { Databases } from '../../persistence/databases.js';
import { forgetAttempts } from '../persistence/attempts.js';
import { forgetHopelessLogouts } from '../persistence/provider-sessions.js';
import { forgetExpiredItems } from '../persistence/provider-store.js';
import { forgetOldTickets } from '../persistence/tickets.js';

const aDay = 24 * 3_600_000;

/** Deletes what can never be asked for again: sessions, codes, tickets, counted attempts. */
export const forgetWhatExpired: Job = {
  name: 'forget-what-expired',
  every: 600_000,
  round: async ({ get, clock, logger }) => {
    const { worker } = get(Databases);
    const items = await forgetExpiredItems(worker);
    await forgetOldTickets(worker);
    await forgetAttempts(worker, new Date(clock.now().getTime() - aDay));
    const lost = await forgetHopelessLogouts(worker);
    if (lost > 0) logger.error({ lost }, 'services were never told of a sign-out');
    logger.debug({ items }, 'expired sessions and codes are gone');
    return false;
  },
};
