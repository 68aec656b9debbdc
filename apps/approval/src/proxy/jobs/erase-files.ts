import type { Job } from '@todoke/composition';
import { audit } from '@todoke/database';
import { Databases } from '../../persistence/databases.js';
import { erasable } from '../domain/keeping.js';
import { dropOld } from '../persistence/files.js';

/** Erases files with their rows some days after they were filed, or read and not filed. */
export const eraseFiles: Job = {
  name: 'erase-files',
  every: 60 * 60 * 1_000,
  round: async ({ get, clock, logger }) => {
    const { unfiledSince, filedBefore } = erasable(clock.now());
    const erased = await get(Databases).inTransaction(async (tx) => {
      const ids = await dropOld(tx, unfiledSince, filedBefore);
      for (const id of ids) await audit(tx, { actor: 'erase-files', action: 'proxy-file.erased', subject: id });
      return ids.length;
    });
    if (erased > 0) logger.info({ files: erased }, 'erased old files of proxy applications');
    return false;
  },
};
