import type { Job } from '@todoke/composition';
import { dayInTokyo } from '@todoke/japan';
import { Databases } from '../../persistence/databases.js';
import { fiscalYearOf } from '../domain/window.js';
import { itemKeys } from '../forms.js';
import { oldestReleased, publishReleased, removeOutdated } from '../persistence/published.js';

/** Rows of one transaction: few enough that whoever waits for one of them hardly notices. */
const most = 1_000;

/**
 * Publishes what was released of fiscal years that have ended, or, where nothing of that is left, removes institutions
 * without a completed report of the last one: so many at a time.
 */
export async function publishSome(databases: Databases, at: Date): Promise<{ published: number; removed: number }> {
  const today = dayInTokyo(at);
  const ended = fiscalYearOf(today) - 1;
  return databases.inTransaction(async (tx) => {
    const fiscalYear = await oldestReleased(tx, ended);
    const act = { by: 'publish-reports', at };
    const published =
      fiscalYear === undefined ? 0 : await publishReleased(tx, itemKeys(today), { fiscalYear, today, most }, act);
    return { published, removed: published > 0 ? 0 : await removeOutdated(tx, ended, most) };
  });
}

/**
 * On 1 April in Japan publishes what was released of the fiscal year that has ended, and removes institutions without a
 * completed report of it (R53). What it has not done on that day, it does afterwards. Stopped halfway, it goes on where
 * it was; several processes may do this at once.
 */
export const publishDue: Job = {
  name: 'publish-reports',
  every: 60_000,
  round: async ({ get, clock, logger }) => {
    const done = await publishSome(get(Databases), clock.now());
    const isBusy = done.published + done.removed > 0;
    if (isBusy) logger.info(done, 'reports are published');
    return isBusy;
  },
};
