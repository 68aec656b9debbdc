import type { Job } from '@todoke/composition';
import { Databases } from '../../persistence/databases.js';
import { placeChanges } from '../persistence/changes.js';

/** Gives changes their places soon after they were committed, also where no system asks for them. */
export const placeChangesOften: Job = {
  name: 'place-changes',
  every: 1_000,
  round: async ({ get, clock }) => {
    await get(Databases).inTransaction((tx) => placeChanges(tx, clock.now()));
    return false;
  },
};
