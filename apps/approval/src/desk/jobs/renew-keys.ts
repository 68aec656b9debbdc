import type { Job } from '@todoke/composition';
import { Databases } from '../../persistence/databases.js';
import { renewStaleKeys } from '../persistence/institutions.js';

/** Institutions that one transaction renews. */
const batch = 500;

/** Renews the stored keys by which institutions are found, where an older version of the rules made them. */
export const renewKeys: Job = {
  name: 'renew-search-keys',
  every: 60_000,
  round: async ({ get, logger }) => {
    const institutions = await get(Databases).inTransaction((tx) => renewStaleKeys(tx, batch));
    if (institutions > 0) logger.info({ institutions }, 'keys for searching are renewed');
    return institutions === batch;
  },
};
