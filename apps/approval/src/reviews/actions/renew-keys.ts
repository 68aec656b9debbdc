import type { Job } from '@todoke/composition';
import { Databases } from '../../persistence/databases.js';
import { renewKeysOfInstitutions, renewKeysOfReviews } from '../persistence/stale-keys.js';

/** Rows of each table in one transaction. */
const batch = 500;

/**
 * Keys by which applications and institutions are compared (R162) follow rules that change now and then. What is stored
 * by older ones is renewed, from the start of a release on that has newer; later rounds find what a release before it
 * wrote beside it.
 */
export const renewKeys: Job = {
  name: 'renew-keys',
  every: 60_000,
  round: async (parts) => {
    const renewed = await parts.get(Databases).inTransaction(async (tx) => ({
      reviews: await renewKeysOfReviews(tx, batch),
      institutions: await renewKeysOfInstitutions(tx, batch),
    }));
    if (renewed.reviews + renewed.institutions > 0) parts.logger.info(renewed, 'keys for comparing are renewed');
    return renewed.reviews === batch || renewed.institutions === batch;
  },
};
