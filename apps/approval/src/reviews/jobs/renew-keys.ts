import type { Job } from '@todoke/composition';
import { Databases } from '../../persistence/databases.js';
import { renewReviews } from '../actions/judge-again.js';
import { renewKeysOfInstitutions } from '../persistence/stale-keys.js';

/** Rows of each table that one transaction renews. */
const batch = 500;

/**
 * Renews the stored keys by which applications and institutions are compared (R162), and the warnings about
 * applications, where an older version of the rules made them. The first round runs at the start of a release; later
 * rounds find rows that a process of the release before wrote.
 */
export const renewKeys: Job = {
  name: 'renew-keys',
  every: 60_000,
  round: async (parts) => {
    const renewed = await parts.get(Databases).inTransaction(async (tx) => ({
      reviews: await renewReviews(tx, batch),
      institutions: await renewKeysOfInstitutions(tx, batch),
    }));
    if (renewed.reviews + renewed.institutions > 0) parts.logger.info(renewed, 'keys and warnings are renewed');
    return renewed.reviews === batch || renewed.institutions === batch;
  },
};
