import type { Job } from '@todoke/composition';
import type { Act } from '@todoke/database';
import { lockMaster } from '../../institutions/index.js';
import type { Config } from '../../config.js';
import { Databases, type Transaction } from '../../persistence/databases.js';
import { issueApplication } from '../actions/issue-application.js';
import { claimDue, type Due, findDue, postpone } from '../persistence/due.js';
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
    const databases = get(Databases);
    const act = { actor: 'issue-due', now: clock.now() };
    const issue = (which: Due): Promise<number> =>
      databases.inTransaction((tx) => issueBatch(tx, which, settings, act), { timeout: batchPatience });
    const looked = await issue({ limit: batch }).catch(async () => {
      const due = await findDue(databases.worker, act.now, batch);
      for (const number of due) {
        await issue({ limit: 1, number }).catch(async (error: unknown) => {
          logger.error({ err: error, application: number }, 'an account could not be issued');
          await postpone(databases.worker, number, new Date(act.now.getTime() + settings.ISSUANCE_RETRY_MS));
        });
      }
      return due.length;
    });
    if (looked > 0) logger.info({ looked }, 'accounts were due');
    return looked === batch;
  },
};

/**
 * All or none. Where one fails, each is issued in a transaction of its own, so that the failure is of that one.
 * @returns how many applications were claimed
 */
async function issueBatch(tx: Transaction, which: Due, settings: Config, act: Act): Promise<number> {
  const applications = await claimDue(tx, act.now, which);
  // Prefectures are locked in one order, so that two batches cannot deadlock.
  for (const prefecture of [...new Set(applications.map((application) => application.prefecture))].sort()) {
    await lockMaster(tx, prefecture);
  }
  for (const application of applications) {
    await issueApplication(tx, application, settings.SEALING_PUBLIC_KEYS, act);
  }
  return applications.length;
}
