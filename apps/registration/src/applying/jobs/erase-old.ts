import type { Job } from '@todoke/composition';
import { Databases } from '../../persistence/databases.js';
import { eraseWhatIsOld } from '../persistence/erasure.js';

/** Erases old drafts, hashes of codes and used robot checks, at the start and every ten minutes. */
export const eraseOld: Job = {
  name: 'erase-old',
  every: 10 * 60_000,
  round: async ({ clock, logger, get }) => {
    logger.info(await eraseWhatIsOld(get(Databases).worker, clock.now()), 'erased what is too old');
    return false;
  },
};
