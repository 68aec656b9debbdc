import type { Job } from '@todoke/composition';
import { dayInTokyo } from '@todoke/japan';
import { Databases } from '../../persistence/databases.js';
import { renewAreas } from '../persistence/areas.js';

/** Moves institutions to their areas of a medical plan on the day on which it comes into force. */
export const followPlan: Job = {
  name: 'follow-plan',
  every: 3_600_000,
  round: async ({ get, clock, logger }) => {
    const institutions = await get(Databases).inTransaction((tx) => renewAreas(tx, dayInTokyo(clock.now())));
    if (institutions > 0) logger.info({ institutions }, 'areas are those of the plan in force');
    return false;
  },
};
