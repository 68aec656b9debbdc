import { type Figure, median, percentile, type Report, rounded } from '../report/figures.js';
import { say } from '../report/say.js';
import { Browser } from '../system/browser.js';
import { pidsOf, startSystem, type System } from '../system/system.js';
import { latencies, pageLimit, signedIn, visitPages } from '../system/visits.js';
import { answerEverywhere, type Country, fillCountry } from './country.js';
import { type Exported, exportTable, memoryOf, mostMemory } from './export.js';
import { columnCount, copyWithPsql } from './psql.js';

const country: Country = {
  institutions: Number(process.env['BENCH_TABLES_INSTITUTIONS'] || 250_000),
  hospitals: Number(process.env['BENCH_TABLES_HOSPITALS'] || 8_000),
  days: Number(process.env['BENCH_TABLES_DAYS'] || 30),
};
const rounds = Number(process.env['BENCH_TABLES_ROUNDS'] || 3);

/** Pages by who looks at them. */
const pages = {
  prefecture: [
    '/',
    '/tables',
    '/tables/daily-answers',
    '/tables/daily-answers?answered=no',
    '/tables/beds',
    '/tables/beds?order=empty',
    '/tables/beds?q=%EF%BC%91%EF%BC%92',
    '/tables/beds-full',
  ],
  secretariat: [
    '/',
    '/tables/daily-answers',
    '/tables/beds',
    '/tables/beds?order=empty',
    '/tables/beds?q=%EF%BC%91%EF%BC%92',
    '/tables/beds-full',
  ],
} as const;

/** Pages of tables at the size of the country, and the largest export beside `psql \copy … | iconv`. */
export async function tables(): Promise<Report> {
  say('starting accounts and reporting');
  const system = await startSystem('tables', {
    services: ['accounts', 'reporting'],
    own: { NODE_ENV: 'production' },
  });
  try {
    const now = new Date(Date.now() + 9 * 60 * 60 * 1_000);
    say(`making ${country.institutions} institutions, ${country.hospitals} hospitals, ${country.days} days of answers`);
    await fillCountry(system.adminUrl, country, day(now));
    const figures: Figure[] = [];
    for (const role of ['prefecture', 'secretariat'] as const)
      figures.push(...(await visitPages(await signedIn(system, role), role, pages[role])));
    say('making every institution a hospital that has answered 週次調査');
    const monday = new Date(now.getTime() - ((now.getUTCDay() + 6) % 7) * 24 * 60 * 60 * 1_000);
    const count = await answerEverywhere(system.adminUrl, country, day(monday));
    const exports = await exporting(system, day(monday), count);
    return { ...exports, figures: [...figures, ...exports.figures] };
  } finally {
    await system.stop();
  }
}

const day = (date: Date): string => date.toISOString().slice(0, 10);

/** @param count of the rows of the file */
async function exporting(system: System, week: string, count: number): Promise<Report> {
  const asker = await signedIn(system, 'secretariat');
  const reporting = pidsOf(system)['reporting'] ?? 0;
  const exports: Exported[] = [];
  const limits: number[] = [];
  const more: number[] = [];
  const besides: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const before = memoryOf(reporting);
    const { result, most } = await mostMemory(reporting, exportTable(asker, 'weekly-answers'));
    exports.push(result);
    more.push(most - before);
    const limit = await copyWithPsql(system.adminUrl, week);
    limits.push(limit.seconds);
    say(`export ${rounded(result.seconds)} s of ${result.bytes} bytes, psql and iconv ${rounded(limit.seconds)} s`);
  }
  const browser = new Browser(asker.url, 1);
  const another = exportTable(asker, 'weekly-answers');
  besides.push(...(await latencies(browser, asker.cookie, '/tables')));
  exports.push(await another);
  await browser.close();
  const whole = count + 1;
  const wrong = exports.flatMap(({ status, lines }) =>
    status === 200 && lines === whole ? [] : [`an export was answered ${status} with ${lines} lines of ${whole}`],
  );
  const seconds = exports.slice(0, rounds).map((one) => one.seconds);
  const firstByte = Math.max(...exports.map((one) => one.firstByte));
  const asked = 'what is asked';
  return {
    figures: [
      {
        figure: `export of ${count} rows × ${columnCount} columns as CP932`,
        unit: 's',
        value: median(seconds),
        limit: median(limits),
        limitedBy: 'psql \\copy of the same columns | iconv',
      },
      { figure: 'first byte of it', unit: 'ms', value: firstByte, limit: 500, limitedBy: asked },
      { figure: 'memory that it adds', unit: 'MB', value: Math.max(...more), limit: 100, limitedBy: asked },
      {
        figure: '/tables during an export, p95',
        unit: 'ms',
        value: percentile(besides, 0.95),
        limit: pageLimit,
        limitedBy: asked,
      },
    ],
    besides: {
      country,
      'bytes of the file': exports[0]?.bytes,
    },
    wrong,
  };
}
