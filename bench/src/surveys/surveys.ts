import { personWith } from '@todoke/local-system';
import { rows, Visitor } from '@todoke/testing';
import { type Figure, percentile, type Report, rounded } from '../report/figures.js';
import { say, saying } from '../report/say.js';
import { openLoop } from '../submit/open-loop.js';
import { Browser } from '../system/browser.js';
import { cpuOf, startSystem, type System } from '../system/system.js';
import { fillCountry } from '../tables/country.js';
import { answers, hospitalSessions, openForm, type OpenForm } from './hospitals.js';

const country = {
  institutions: Number(process.env['BENCH_SURVEYS_INSTITUTIONS'] || 250_000),
  hospitals: Number(process.env['BENCH_SURVEYS_HOSPITALS'] || 8_000),
  days: Number(process.env['BENCH_SURVEYS_DAYS'] || 400),
};
/** 8,000 answers in ten minutes. */
const rate = 14;
const seconds = Number(process.env['BENCH_SURVEYS_SECONDS'] || 60);
const warmUp = 20;
const visits = 60;
/** Milliseconds that a page, and an answer before the deadline, may take. */
const limits = { page: 50, answer: 100 };

/** Surveys at the size of the country: every page, and the last minutes before the deadline. */
export async function surveys(): Promise<Report> {
  say('starting accounts and reporting');
  const system = await startSystem('surveys', { services: ['accounts', 'reporting'], own: { NODE_ENV: 'production' } });
  const now = new Date(Date.now() + 9 * 60 * 60 * 1_000);
  const today = now.toISOString().slice(0, 10);
  try {
    say(`making ${country.institutions} institutions, ${country.hospitals} hospitals, ${country.days} days of answers`);
    await saying(() => 'still making them', fillCountry(system.adminUrl, country, today));
    const waiting = await makeHalfWait(system, today);
    const browser = new Browser(system.settings.urls.reporting, 200);
    const cookies = await hospitalSessions(system, waiting.slice(0, warmUp + 1 + rate * seconds));
    const processorTime: Record<string, number> = {};
    const figures = await pagesOf({ system, browser, processorTime }, cookies[0] ?? '', today, waiting);
    const loop = await deadline(browser, cookies.slice(1), `/surveys/daily/${today}/edit`);
    await browser.close();
    const wrong = await whatIsWrong(system, today, warmUp + loop.count - loop.errors.length, waiting.length);
    return {
      figures: [...figures, ...loop.figures],
      besides: {
        ...country,
        'answers a second': rate,
        seconds,
        'not taken': loop.errors.length,
        [inProcessor]: processorTime,
      },
      wrong: [...loop.errors.slice(0, 3), ...wrong],
    };
  } finally {
    await system.stop();
  }
}

/** Half of the hospitals has not answered today. @returns their ids */
async function makeHalfWait(system: System, today: string): Promise<string[]> {
  const removed = await rows<{ respondent: string }>(
    system.adminUrl,
    `DELETE FROM reporting.surveys_answers
     WHERE survey = 'daily' AND day = $1::date AND substr(respondent, 3)::integer % 2 = 0 RETURNING respondent`,
    [today],
  );
  await rows(
    system.adminUrl,
    `INSERT INTO reporting.surveys_rounds (survey, day, opened_at)
     SELECT 'daily', day, day FROM generate_series($1::date - $2::integer, $1::date, '1 day') AS day
     ON CONFLICT DO NOTHING`,
    [today, country.days],
  );
  await rows(system.adminUrl, 'VACUUM ANALYZE reporting.surveys_answers');
  await rows(system.adminUrl, 'VACUUM ANALYZE reporting.institutions');
  return removed.map(({ respondent }) => respondent);
}

async function signedIn(system: System, role: 'prefecture' | 'secretariat', prefecture?: string): Promise<string> {
  const person = personWith(system.secrets.people, role, prefecture);
  const visitor = new Visitor(system.settings.urls.reporting);
  const page = await visitor.submit(await visitor.get('/'), { loginId: person.loginId, password: person.password });
  if (page.h1 !== 'ホーム') throw new Error(`nobody signed in as ${role}: ${page.status} ${page.main.slice(0, 200)}`);
  return visitor.cookiesFor('/');
}

const inProcessor = 'milliseconds of processor time of reporting and Postgres';

interface Measuring {
  readonly system: System;
  readonly browser: Browser;
  /** Of each page: what it costs, however busy the machine is. */
  readonly processorTime: Record<string, number>;
}

/** Each page again and again, one after the other. */
async function pagesOf(
  measuring: Measuring,
  hospital: string,
  today: string,
  waiting: readonly string[],
): Promise<Figure[]> {
  const { system } = measuring;
  const officials = ['/', '/charts/daily', '/surveys', '/surveys/daily', '/surveys/daily?answered=no'];
  const [one] = await rows<{ id: string }>(
    system.adminUrl,
    `SELECT id FROM reporting.institutions WHERE type = 'hospital' AND prefecture = '46' AND id = ANY ($1) LIMIT 1`,
    [waiting],
  );
  const detail = `/surveys/daily/${today}-${one?.id ?? ''}`;
  const reminders = `/surveys/daily/${today}/reminders`;
  const own = `/surveys/daily/${today}`;
  const looked = [
    ['prefecture', await signedIn(system, 'prefecture', '46'), [...officials, detail, reminders, '/surveys/supplies']],
    ['secretariat', await signedIn(system, 'secretariat'), [...officials, detail]],
    ['hospital', hospital, ['/', '/surveys', '/surveys/daily', own, `${own}/edit`]],
  ] as const;
  const figures: Figure[] = [];
  for (const [who, cookie, paths] of looked) {
    for (const path of paths) figures.push(await pageFigure(measuring, who, cookie, path));
  }
  return figures;
}

async function pageFigure(
  { system, browser, processorTime }: Measuring,
  who: string,
  cookie: string,
  path: string,
): Promise<Figure> {
  const milliseconds: number[] = [];
  let before = cpuOf(system);
  for (let visit = -warmUp; visit < visits; visit += 1) {
    if (visit === 0) before = cpuOf(system);
    const started = performance.now();
    const { status } = await browser.get(path, cookie);
    if (status !== 200) throw new Error(`${path} answered ${status} to ${who}`);
    if (visit >= 0) milliseconds.push(performance.now() - started);
  }
  const after = cpuOf(system);
  const used = (name: string): number => (((after[name] ?? 0) - (before[name] ?? 0)) * 1_000) / visits;
  const name = `${who} ${path.replace(/\d{4}-\d{2}-\d{2}/, 'DAY').replace(/b-\d+/, 'ID')}`;
  processorTime[name] = rounded(used('reporting') + used('postgres'));
  const value = percentile(milliseconds, 0.95);
  return { figure: `${name}, p95`, unit: 'ms', value, limit: limits.page, limitedBy: 'what is wanted' };
}

/** The last minutes before the deadline: answers come at their rate, however long the ones before take. */
async function deadline(browser: Browser, cookies: readonly string[], path: string) {
  say(`${cookies.length} hospitals open their forms`);
  const open: OpenForm[] = [];
  for (const cookie of cookies) open.push(await openForm(browser, path, cookie));
  for (const form of open.splice(0, warmUp)) await answers(browser, form);
  say(`${open.length} answers, ${rate} a second`);
  const { milliseconds, errors } = await openLoop({ rate, count: open.length }, (place) => {
    const form = open[place];
    return form === undefined ? Promise.resolve('no form is left') : answers(browser, form);
  });
  const figures = Object.entries({ p50: 0.5, p95: 0.95, p99: 0.99 }).map(([name, share]): Figure => ({
    figure: `回答する at ${rate}/s, ${name}`,
    unit: 'ms',
    value: percentile(milliseconds, share),
    limit: limits.answer,
    limitedBy: 'what is wanted of p95',
  }));
  return { figures, errors, count: open.length };
}

/** @param acknowledged how many were told that their answer was taken */
async function whatIsWrong(system: System, today: string, acknowledged: number, waiting: number): Promise<string[]> {
  const [found] = await rows<{ count: number }>(
    system.adminUrl,
    `SELECT count(*)::int FROM reporting.surveys_answers
     WHERE survey = 'daily' AND day = $1::date AND answered_at IS NOT NULL`,
    [today],
  );
  const taken = (found?.count ?? 0) - (country.hospitals - waiting);
  return taken === acknowledged ? [] : [`${acknowledged} answers were acknowledged, ${taken} are there`];
}
