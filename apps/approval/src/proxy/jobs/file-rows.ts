import type { Job } from '@todoke/composition';
import { Databases } from '../../persistence/databases.js';
import { fileRows } from '../actions/file-rows.js';
import { findFilesUnderWay } from '../persistence/files.js';

/**
 * Files the rows of files for which 申請する was pressed, some of each file in turn, so that a small one does not wait for
 * a large one. Every process files other rows at the same time; after a kill the next round goes on with what is left.
 */
export const fileRowsOfFiles: Job = {
  name: 'file-rows',
  every: 1_000,
  round: async ({ get, clock }) => {
    const databases = get(Databases);
    let filed = 0;
    for (const file of await databases.inTransaction(findFilesUnderWay))
      filed += await fileRows(databases, file, clock.now());
    return filed > 0;
  },
};
