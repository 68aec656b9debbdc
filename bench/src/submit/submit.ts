import { rows } from '@todoke/testing';
import { confirmedDrafts, type ConfirmedDraft } from '../applications/drafts.js';
import { type Figure, percentile, type Report } from '../report/figures.js';
import { say, saying } from '../report/say.js';
import { Browser } from '../system/browser.js';
import { Forked } from '../system/forked.js';
import { statements } from '../system/statements.js';
import { usageOf } from '../system/processes.js';
import { pidsOf, startSystem, type System } from '../system/system.js';
import type { RouteAnswer, RouteOrder } from './bare-route.js';
import { type Latencies, openLoop } from './open-loop.js';
import { sampleRows } from './sample-rows.js';

const rates = (process.env['BENCH_SUBMIT_RATES'] || '50,200').split(',').map(Number);
/** Of each round. */
const seconds = Number(process.env['BENCH_SUBMIT_SECONDS'] || 10);
const roundsEach = 2;
/** Requests that come in one moment: more than any number that could be worked on at once. */
const flood = Number(process.env['BENCH_SUBMIT_FLOOD'] || 400);
const warmUp = 300;
const confirm = '/user-Registration-Form/confirm';
/** More connections than requests under way, so that none waits for a connection. */
const connections = 400;
const shares = { p50: 0.5, p95: 0.95, p99: 0.99 } as const;

/** The latency of 申請する at fixed rates; registration runs with Postgres and NATS, without the other services. */
export async function submit(): Promise<Report> {
  say('starting registration');
  // Mails are needed only for the drafts.
  const system = await startSystem('submit', {
    services: ['registration', 'notifications'],
    own: { NODE_ENV: 'production' },
  });
  const bare = new Forked<RouteOrder, RouteAnswer>(new URL('./bare-route.js', import.meta.url));
  try {
    const each = rates.map((rate) => rate * seconds * roundsEach);
    const count = warmUp + each.reduce((sum, one) => sum + one, 0) + flood;
    say(`making ${count} drafts`);
    const drafts = (await confirmedDrafts(system, count)).values();
    await system.parts.notifications.stop();
    const people = new Browser(system.settings.urls.registration, connections);
    const press = (): ((place: number) => Promise<string | undefined>) => () => presses(people, drafts.next().value);
    await openLoop({ rate: 50, count: warmUp }, press());
    const order = { databaseUrl: system.adminUrl, connections: 10, rows: await sampleRows(system.adminUrl) };
    const route = new Browser(`http://127.0.0.1:${(await bare.ask(order)).port}`, connections);
    const pressBare = async (): Promise<string | undefined> => {
      const { status } = await route.post('/confirm', '', { _csrf: 'as long as a token that a page has in its form' });
      return status === 303 ? undefined : `the bare route answered ${status}`;
    };
    await openLoop({ rate: 50, count: warmUp }, pressBare);
    const figures: Figure[] = [];
    const errors: string[] = [];
    for (const rate of rates) {
      const real: Latencies[] = [];
      const limit: Latencies[] = [];
      for (let round = 0; round < roundsEach; round++) {
        say(`${rate} a second: 申請する, then the bare route`);
        const arrivals = { rate, count: rate * seconds };
        real.push(await saying(() => `${rate} a second, round ${round + 1}`, openLoop(arrivals, press())));
        limit.push(await openLoop(arrivals, pressBare));
      }
      errors.push(...[...real, ...limit].flatMap((one) => one.errors));
      figures.push(...figuresOf(rate, real, limit));
    }
    say(`${flood} at once: 申請する, then the bare route`);
    const cpu = (): number => usageOf(pidsOf(system)['registration'] ?? 0).cpu + postgresOf(system);
    const cpuOfBare = (): number => usageOf(bare.pid).cpu + postgresOf(system);
    const [real, limit] = [await flooded(press(), cpu), await flooded(pressBare, cpuOfBare)];
    errors.push(...real.errors, ...limit.errors);
    figures.push(...floodFigures(real, limit));
    await Promise.all([people.close(), route.close()]);
    const besides = {
      'seconds of a round': seconds,
      rounds: roundsEach,
      'not acknowledged': errors.length === 0 ? 'none' : countOf(errors),
      'most frequent statements': await statements(system.adminUrl),
    };
    return { figures, besides, wrong: await whatIsWrong(system, count - errors.length) };
  } finally {
    bare.stop();
    await system.stop();
  }
}

interface Flooded extends Latencies {
  /** Requests that were served, a second. */
  readonly rate: number;
  /** Milliseconds of a core for each that was served, in the process that serves and in Postgres. */
  readonly cost: number;
}

/** All at once; whoever is told 503 is not served. */
async function flooded(press: (place: number) => Promise<string | undefined>, cpu: () => number): Promise<Flooded> {
  const [before, began] = [cpu(), performance.now()];
  const told = await openLoop({ rate: 1e6, count: flood }, press);
  const seconds = (performance.now() - began) / 1_000;
  const served = Math.max(1, flood - told.errors.length);
  return { ...told, rate: served / seconds, cost: ((cpu() - before) * 1_000) / served };
}

const postgresOf = (system: System): number => usageOf(pidsOf(system)['postgres'] ?? 0).cpu;

const floodFigures = (real: Flooded, limit: Flooded): Figure[] => [
  {
    figure: `申請する, ${flood} at once`,
    unit: '/s',
    value: real.rate,
    limit: limit.rate,
    limitedBy: 'bare Fastify route that writes the same rows',
  },
  {
    figure: '申請する, processor time',
    unit: 'ms',
    value: real.cost,
    limit: limit.cost,
    limitedBy: 'the same, with its Postgres',
  },
];

async function presses(people: Browser, draft: ConfirmedDraft | undefined): Promise<string | undefined> {
  if (draft === undefined) throw new Error('there are no drafts left');
  const { status, location } = await people.post(confirm, draft.cookie, draft.fields);
  return status === 303 && location?.endsWith('/complete') === true ? undefined : `申請する was answered ${status}`;
}

const figuresOf = (rate: number, real: readonly Latencies[], limit: readonly Latencies[]): Figure[] => {
  const all = (rounds: readonly Latencies[]): number[] => rounds.flatMap(({ milliseconds }) => milliseconds);
  return Object.entries(shares).map(([name, share]) => ({
    figure: `申請する at ${rate}/s, ${name}`,
    unit: 'ms',
    value: percentile(all(real), share),
    limit: percentile(all(limit), share),
    limitedBy: 'bare Fastify route that writes the same rows',
  }));
};

const countOf = (errors: readonly string[]): Record<string, number> =>
  Object.fromEntries([...Map.groupBy(errors, (error) => error)].map(([error, all]) => [error, all.length]));

/** @param acknowledged how many were told that they had applied; whoever was not may have applied all the same */
async function whatIsWrong(system: System, acknowledged: number): Promise<string[]> {
  const [found] = await rows<{ count: number }>(
    system.adminUrl,
    `SELECT count(DISTINCT draft_id)::int FROM registration.applications`,
  );
  return (found?.count ?? 0) >= acknowledged ? [] : [`${acknowledged} were acknowledged, ${found?.count} are there`];
}
