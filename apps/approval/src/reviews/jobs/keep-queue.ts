import type { Job } from '@todoke/composition';
import { Databases } from '../../persistence/databases.js';
import { lookForDuplicates } from '../actions/judge-again.js';
import { foldTallies } from '../persistence/tallies.js';
import { forgetViewers } from '../persistence/viewers.js';

/** Keys that one transaction looks at. */
const batch = 200;

/** Puts applications into 重複の可能性 that another one made a possible duplicate, and takes them out again (R162). */
export const findDuplicates: Job = {
  name: 'find-duplicates',
  every: 2_000,
  round: (parts) => parts.get(Databases).inTransaction((tx) => lookForDuplicates(tx, batch)),
};

/** Keeps the table of counts short, and forgets who had an application open. */
export const foldCounts: Job = {
  name: 'fold-counts',
  every: 30_000,
  round: async (parts) => {
    const { inTransaction } = parts.get(Databases);
    await inTransaction(foldTallies);
    await inTransaction((tx) => forgetViewers(tx, parts.clock.now()));
    return false;
  },
};
