import type { Job } from '@todoke/composition';
import { Databases } from '../../persistence/databases.js';
import { renewStaleKeys } from '../persistence/institutions.js';

/** Institutions in one transaction. */
const batch = 500;

/**
 * Keys by which institutions are compared (R162) follow rules that change now and then. What is stored by older ones is
 * made anew, from the start of a release on that has newer; later rounds find what a release before it wrote beside it.
 */
export const renewKeys: Job = {
  name: 'renew-keys',
  every: 60_000,
  round: async (parts) => {
    const institutions = await parts.get(Databases).inTransaction((tx) => renewStaleKeys(tx, batch));
    if (institutions > 0) parts.logger.info({ institutions }, 'keys for comparing were made anew');
    return institutions === batch;
  },
};
