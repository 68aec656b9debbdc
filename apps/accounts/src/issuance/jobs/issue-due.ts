import type { Job } from '@todoke/composition';
import type { Act } from '@todoke/database';
import type { Logger } from '@todoke/service';
import { lockMaster } from '../../institutions/index.js';
import type { Config } from '../../config.js';
import { Databases, type Transaction } from '../../persistence/databases.js';
import { issueApplication } from '../actions/issue-application.js';
import { claimDue, postpone, withSavepoint } from '../persistence/due.js';
import { dueEvery } from '../../retry-policy.js';

/**
 * Accounts that one transaction issues. It locks the master of their prefectures, and until its end 確認完了 waits there.
 */
const batch = 10;
const batchPatience = 60_000;

/** Issues accounts that are due (R47, R68). Several processes may run this at once. */
export const issueDue: Job<Config> = {
  name: 'issue-due',
  every: dueEvery,
  round: async ({ settings, clock, logger, get }) => {
    const act = { actor: 'issue-due', now: clock.now() };
    const looked = await get(Databases).worker.$transaction((tx) => issueBatch(tx, settings, logger, act), {
      timeout: batchPatience,
    });
    if (looked > 0) logger.info({ looked }, 'accounts were due');
    return looked === batch;
  },
};

/** What fails is rolled back alone, and tried again later. @returns how many applications were claimed */
async function issueBatch(tx: Transaction, settings: Config, logger: Logger, act: Act): Promise<number> {
  const applications = await claimDue(tx, act.now, batch);
  // Prefectures are locked in one order, so that two batches cannot deadlock.
  for (const prefecture of [...new Set(applications.map((application) => application.prefecture))].sort()) {
    await lockMaster(tx, prefecture);
  }
  for (const application of applications) {
    try {
      await withSavepoint(tx, () => issueApplication(tx, application, settings.SEALING_PUBLIC_KEYS, act));
    } catch (error) {
      logger.error({ err: error, application: application.number }, 'an account could not be issued');
      await postpone(tx, application.number, new Date(act.now.getTime() + settings.ISSUANCE_RETRY_MS));
    }
  }
  return applications.length;
}
