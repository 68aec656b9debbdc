import 'reflect-metadata';
import { asWorker } from '@todoke/database';
import { addDays, type Day, dayInTokyo } from '@todoke/japan';
import { bootOrExplain, clockFrom, environment } from '@todoke/service';
import { z } from 'zod';
import { importAreas } from './institutions/index.js';
import { Databases } from './persistence/databases.js';
import { findWindows, presentWindow, storeWindow } from './reports/index.js';
import { trialAnswers, trialRounds } from './trial/answers.js';
import { trialAreas } from './trial/medical-areas.js';
import { findLastDay, storeAnswers, storeRounds } from './trial/persistence/trial-answers.js';
import { storeReports } from './trial/persistence/trial-reports.js';
import { trialReports, trialWindows } from './trial/reports.js';

/** Days of answers at the first start, and at most at a later one. */
const first = 14;
const longest = 60;

const settings = z.object({ DATABASE_WORKER_URL: z.string(), CLOCK_START: z.string().optional() });

/**
 * Brings the medical areas of the trial's prefectures, and the answers to surveys that its institutions have given
 * since the last start, or in the last two weeks. It is run at each start; what is there stays.
 * @returns how many answers came
 */
export async function seedTrialData(databases: Databases, now: Date): Promise<number> {
  const today = dayInTokyo(now);
  await importAreas(databases.inTransaction, trialAreas(), { actor: 'trial-data', now });
  return databases.inTransaction(async (tx) => {
    const from = firstDay(await findLastDay(tx), today);
    await storeRounds(tx, trialRounds(from, now));
    return storeAnswers(tx, trialAnswers(from, now));
  });
}

/**
 * Brings report windows that are open, and the reports of this fiscal year and the last: one half filled in, one
 * returned, others reported or released. It is run at each start; what is there stays.
 * @returns how many reports came
 */
export const seedTrialReports = (databases: Databases, now: Date): Promise<number> =>
  databases.inTransaction(
    async (tx) => {
      for (const window of trialWindows(await findWindows(tx), now)) await storeWindow(tx, window);
      const set = await findWindows(tx);
      return storeReports(
        tx,
        trialReports((prefecture, scheme) => presentWindow(set, { prefecture, scheme }, now), now),
      );
    },
    { timeout: 120_000 },
  );

/** The day before the last one, of which some answers came a day late; a week before, where the weekly ones began. */
function firstDay(last: Day | undefined, today: Day): Day {
  if (last === undefined) return addDays(today, -first);
  const wanted = addDays(last, -7);
  const earliest = addDays(today, -longest);
  return wanted < earliest ? earliest : wanted;
}

if (import.meta.filename === process.argv[1]) {
  await bootOrExplain(async () => {
    const { DATABASE_WORKER_URL, CLOCK_START } = environment(settings);
    const databases = new Databases(asWorker(DATABASE_WORKER_URL));
    const answers = await seedTrialData(databases, clockFrom(CLOCK_START).now());
    const reports = await seedTrialReports(databases, clockFrom(CLOCK_START).now());
    await databases.onApplicationShutdown();
    process.stdout.write(`reporting: ${answers} answers to surveys and ${reports} reports have come\n`);
  });
}
