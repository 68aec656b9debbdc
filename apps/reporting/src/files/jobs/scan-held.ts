import type { Job } from '@todoke/composition';
import { describeError } from '@todoke/service';
import type { Config } from '../../config.js';
import { Databases } from '../../persistence/databases.js';
import { lockHeld, noteScan } from '../persistence/files.js';
import { isHarmful } from '../scanning/clamav.js';

/** Milliseconds of a transaction in which a file is scanned. */
const timeout = 90_000;

/** Scans files that are held. Where ClamAV cannot be asked, they stay held. */
export const scanHeld: Job<Config> = {
  name: 'scan-files',
  every: 5_000,
  round: async ({ get, settings: { CLAMAV_URL }, logger }) => {
    if (CLAMAV_URL === undefined) return false;
    try {
      return await get(Databases).inTransaction(
        async (tx) => {
          const held = await lockHeld(tx);
          if (held === undefined) return false;
          const harmful = await isHarmful(held.bytes, CLAMAV_URL);
          await noteScan(tx, held.id, harmful);
          if (harmful) logger.warn({ file: held.id }, 'a file is harmful and was deleted');
          return true;
        },
        { timeout },
      );
    } catch (error) {
      logger.error({ error: describeError(error) }, 'files cannot be scanned and stay held');
      return false;
    }
  },
};
