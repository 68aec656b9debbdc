import type { Job } from '@todoke/composition';
import { presentRound, roundsBetween } from '../domain/round.js';
import { surveys } from '../forms.js';
import { Databases } from '../../persistence/databases.js';
import { findNewestRound, openRounds } from '../persistence/rounds.js';

/**
 * Makes the row of each round that has begun: one a day or week, and those of the days since the newest one, where no
 * process ran. Pages know today's round without it. Several processes may do this at once.
 */
export const openDueRounds: Job = {
  name: 'open-rounds',
  every: 60_000,
  round: async ({ get, clock, logger }) => {
    const now = clock.now();
    for (const { form, cadence, ended } of surveys()) {
      if (ended !== undefined) continue;
      const opened = await get(Databases).inTransaction(async (tx) => {
        const present = presentRound(cadence, now);
        const newest = await findNewestRound(tx, form);
        return newest === present ? 0 : openRounds(tx, form, roundsBetween(cadence, newest ?? present, present), now);
      });
      if (opened > 0) logger.info({ survey: form, rounds: opened }, 'rounds are open');
    }
    return false;
  },
};
