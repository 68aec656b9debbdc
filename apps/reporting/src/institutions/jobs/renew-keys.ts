import type { Job } from '@todoke/composition';
import { Databases } from '../../persistence/databases.js';
import { renewStaleKeys } from '../persistence/stale-keys.js';

/** Institutions that one transaction renews. */
const batch = 500;

/**
 * Renews the stored keys by which institutions are searched for (R145), where an older version of the rules made them.
 * The first round runs at the start of a release; later rounds find rows that a process of the release before wrote.
 */
export const renewKeys: Job = {
  name: 'renew-keys',
  every: 60_000,
  round: async ({ get, logger }) => {
    const institutions = await get(Databases).inTransaction((tx) => renewStaleKeys(tx, batch));
    if (institutions > 0) logger.info({ institutions }, 'keys for searching are renewed');
    return institutions === batch;
  },
};
