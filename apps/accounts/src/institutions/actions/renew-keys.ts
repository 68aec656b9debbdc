import type { Job } from '@todoke/composition';
import { Databases } from '../../persistence/databases.js';
import { renewStaleKeys } from '../persistence/institutions.js';

/** Institutions in one transaction. */
const batch = 500;

/**
 * Keys by which institutions are compared (R162) follow rules that change now and then. What older rules made is made
 * by the newer ones, from the start of a release on that has them; later rounds find what a release before it still
 * wrote beside it.
 */
export const renewKeys: Job = {
  name: 'renew-keys',
  every: 60_000,
  round: async ({ get, logger }) => {
    const institutions = await get(Databases).inTransaction((tx) => renewStaleKeys(tx, batch));
    if (institutions > 0) logger.info({ institutions }, 'keys for comparing are renewed');
    return institutions === batch;
  },
};
