import type { Job } from '@todoke/composition';
import { Databases } from '../../persistence/databases.js';
import { takePublished } from '../forms.js';
import { findPublished } from '../persistence/definitions.js';

/** Every process takes over what another one has published. */
export const takePublishedDefinitions: Job = {
  name: 'take-published-definitions',
  every: 10_000,
  round: async ({ get }) => {
    takePublished(await get(Databases).inTransaction(findPublished));
    return false;
  },
};
