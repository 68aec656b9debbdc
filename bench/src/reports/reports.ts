import { setTimeout as pause } from 'node:timers/promises';
import { type Figure, median, percentile, type Report, rounded } from '../report/figures.js';
import { say, saying } from '../report/say.js';
import { hospitalSessions } from '../surveys/hospitals.js';
import { Browser } from '../system/browser.js';
import { pidsOf, startSystem, type System } from '../system/system.js';
import { latencies, pageLimit, signedIn, visitPages } from '../system/visits.js';
import { memoryOf, mostMemory } from '../tables/export.js';
import { draftsOf, fillReports, publishedOf, releaseAll } from './country.js';
import { copyAll, downloadAll } from './open-data.js';
import { saveSections } from './saving.js';

const sizes = {
  reports: Number(process.env['BENCH_REPORTS'] || 200_000),
  drafts: Number(process.env['BENCH_REPORTS_DRAFTS'] || 1_000),
};
/** Sections that are saved in a second: 1,000 institutions save six in ten minutes. */
const rate = Number(process.env['BENCH_REPORTS_RATE'] || 10);
const rounds = Number(process.env['BENCH_REPORTS_ROUNDS'] || 3);
const limits = { save: 150, publish: 10 * 60, pagesMeanwhile: 100, openData: 1.5 };
const asked = 'what is asked';

const officials = ['/', '/releases', '/report-windows', '/open-data'];
const institution = [
  '/',
  '/reports/medical',
  '/reports/medical/yearly',
  '/reports/medical/yearly/basic',
  '/reports/medical/yearly/care',
  '/reports/medical/yearly/confirm',
];

/** The yearly report at the size of the country: pages, saving, publication and open data. */
export async function reports(): Promise<Report> {
  say('starting accounts and reporting');
  const system = await startSystem('reports', { services: ['accounts', 'reporting'], own: { NODE_ENV: 'production' } });
  const year = fiscalYear();
  try {
    say(`making ${sizes.reports} institutions, each with a report, and ${sizes.drafts} drafts`);
    await saying(() => 'still making them', fillReports(system.adminUrl, sizes, year));
    const cookies = await hospitalSessions(system, await draftsOf(system.adminUrl, year));
    const parts = [await pages(system, cookies[0] ?? ''), await openData(system), await saving(system, cookies)];
    parts.push(await publication(system, year));
    return {
      figures: parts.flatMap(({ figures }) => figures),
      besides: Object.assign({ ...sizes, rate }, ...parts.map(({ besides }) => besides)) as Record<string, unknown>,
      wrong: parts.flatMap(({ wrong }) => wrong),
    };
  } finally {
    await system.stop();
  }
}

function fiscalYear(): number {
  const now = new Date(Date.now() + 9 * 60 * 60 * 1_000);
  return now.getUTCMonth() < 3 ? now.getUTCFullYear() - 1 : now.getUTCFullYear();
}

async function pages(system: System, cookie: string): Promise<Report> {
  const figures: Figure[] = [];
  const wrong: string[] = [];
  const { url } = await signedIn(system, 'secretariat');
  const looked = [
    ['institution', { url, cookie, csrf: '' }, institution],
    ['prefecture', await signedIn(system, 'prefecture'), officials],
    ['secretariat', await signedIn(system, 'secretariat'), officials],
  ] as const;
  for (const [who, asker, paths] of looked) {
    for (const path of paths) {
      const visited = await visitPages(asker, who, [path]).catch((error: unknown) => String(error));
      if (typeof visited === 'string') wrong.push(`${who}: ${visited}`);
      else figures.push(...visited);
    }
  }
  return { figures, wrong };
}

async function openData(system: System): Promise<Report> {
  const url = system.settings.urls.reporting;
  const reporting = pidsOf(system)['reporting'] ?? 0;
  const ours: number[] = [];
  const theirs: number[] = [];
  const more: number[] = [];
  let bytes = 0;
  let lines = 0;
  for (let round = 0; round < rounds; round += 1) {
    const before = memoryOf(reporting);
    const { result, most } = await mostMemory(reporting, downloadAll(url));
    more.push(most - before);
    ours.push(result.seconds);
    ({ bytes, lines } = result);
    theirs.push(await copyAll(system.adminUrl));
    say(`open data ${rounded(result.seconds)} s of ${bytes} bytes, psql ${rounded(theirs.at(-1) ?? 0)} s`);
  }
  const whole = lines > sizes.reports;
  return {
    figures: [
      {
        figure: `open data of ${sizes.reports} institutions, all files`,
        unit: 's',
        value: median(ours),
        limit: median(theirs) * limits.openData,
        limitedBy: `${limits.openData} × psql \\copy of the same columns`,
      },
      { figure: 'memory that it adds', unit: 'MB', value: Math.max(...more), limit: 100, limitedBy: asked },
    ],
    besides: { 'open data, bytes and lines': { bytes, lines } },
    wrong: whole ? [] : [`the open data has ${lines} lines of ${sizes.reports} institutions`],
  };
}

async function saving(system: System, cookies: readonly string[]): Promise<Report> {
  say(`${cookies.length} institutions fill in their reports, ${rate} sections a second`);
  const browser = new Browser(system.settings.urls.reporting, 200);
  const { milliseconds, errors } = await saveSections(browser, cookies, rate);
  await browser.close();
  const figures = Object.entries({ p50: 0.5, p95: 0.95, p99: 0.99 }).map(([name, share]): Figure => ({
    figure: `a section is saved, ${cookies.length} reports at once, ${name}`,
    unit: 'ms',
    value: percentile(milliseconds, share),
    limit: limits.save,
    limitedBy: 'what is asked of p95',
  }));
  return { figures, wrong: errors.slice(0, 3) };
}

/** Everything is released at once, as it waits on 1 April; pages are looked at until all of it is published. */
async function publication(system: System, year: number): Promise<Report> {
  const asker = await signedIn(system, 'prefecture');
  const browser = new Browser(asker.url, 1);
  say('releasing all reports');
  const started = performance.now();
  await releaseAll(system.adminUrl, year);
  const meanwhile: number[] = [];
  let published = 0;
  const seconds = (): number => (performance.now() - started) / 1_000;
  while (published < sizes.reports && seconds() < limits.publish * 1.5) {
    meanwhile.push(...(await latencies(browser, asker.cookie, '/')));
    published = await publishedOf(system.adminUrl, year);
    say(`${published} of ${sizes.reports} are published`);
    if (published === 0 && seconds() > 120) break;
    await pause(1_000);
  }
  await browser.close();
  const took = seconds();
  const publishedAll = { figure: `${sizes.reports} reports are published`, unit: 's', value: took };
  return {
    figures: [
      { ...publishedAll, limit: limits.publish, limitedBy: asked },
      {
        figure: '/ of a prefecture meanwhile, p95',
        unit: 'ms',
        value: percentile(meanwhile, 0.95),
        limit: limits.pagesMeanwhile,
        limitedBy: asked,
      },
    ],
    besides: { 'limit of pages otherwise': pageLimit },
    wrong:
      published === sizes.reports
        ? []
        : [`${published} of ${sizes.reports} reports were published in ${rounded(took)} s`],
  };
}
