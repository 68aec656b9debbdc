import { services } from '@todoke/local-system';
import { eventually } from '@todoke/testing';
import { median, type Report, rounded } from '../report/figures.js';
import { say, saying } from '../report/say.js';
import { type Calls, calls, forgetStatements, statements } from '../system/statements.js';
import { cpuOf, startSystem } from '../system/system.js';
import { BareWrites, type Cost, costBetween, snapshot } from './bare-writes.js';
import { isSettled, whatIsWrong } from './checks.js';
import { Crowd } from './crowd.js';
import { confirmedDrafts } from './drafts.js';

const count = Number(process.env['BENCH_APPLICATIONS'] || 5_000);
/** Warm-up, not counted: code gets compiled, connections opened, and the limit has rows to write again. */
const warmUp = Math.min(300, count);
const patience = { timeout: 120_000 };
/** Milliseconds until idle sessions of Postgres report their table statistics. */
const untilCounted = 11_000;

/** Completed applications a second: 申請する → mail ② accepted, through all five services. */
export async function applications(): Promise<Report> {
  say('starting the system');
  const system = await startSystem('applications', {
    services,
    own: { GUIDANCE_MAIL_WAIT: 'PT0S', NODE_ENV: 'production' },
  });
  try {
    say(`making ${warmUp + count} drafts`);
    const drafts = await confirmedDrafts(system, warmUp + count);
    const crowd = await Crowd.comes(system);
    await pause();
    const before = await snapshot(system.adminUrl);
    say(`warming up with ${warmUp} applications`);
    await saying(() => crowd.toString(), crowd.run(drafts.slice(0, warmUp)));
    await eventually(() => isSettled(system, warmUp), { ...patience, what: 'the end of the warm-up' });
    await pause();
    const cost = costBetween(before, await snapshot(system.adminUrl), warmUp);
    const bare = await BareWrites.prepare(system.adminUrl, cost);
    const limits = [await bare.run(), await bare.run()];
    say(`${count} applications; the limit was ${limits.map(rounded).join(' and ')} a second`);
    await forgetStatements(system.adminUrl);
    const cpuBefore = cpuOf(system);
    const run = await saying(() => crowd.toString(), crowd.run(drafts.slice(warmUp)));
    const cpu = used(cpuBefore, cpuOf(system));
    say('② is there; waiting until everybody has heard of it');
    const ended = Date.now();
    await saying(
      () => crowd.toString(),
      eventually(() => isSettled(system, warmUp + count), { ...patience, what: 'the end' }),
    );
    const asked = await calls(system.adminUrl);
    const drained = (Date.now() - ended) / 1_000;
    await crowd.leaves();
    limits.push(await bare.run(), await bare.run());
    const rate = count / run.seconds;
    return {
      figures: [
        {
          figure: 'completed applications',
          unit: 'applications/s',
          value: rate,
          limit: median(limits),
          limitedBy: 'the same rows in as many transactions, same Postgres, bare pg',
        },
      ],
      besides: {
        applications: count,
        'seconds from the first 申請する to the last ②': run.seconds,
        'seconds more until everybody had heard of it': drained,
        'limits (applications/s)': limits.map(rounded).join(', '),
        'an application costs Postgres': costWords(cost),
        'an application costs (ms of a core)': perApplication(cpu),
        'statements of an application': statementsEach(asked, ({ statements: all }) => all),
        'BEGIN and COMMIT of an application': statementsEach(asked, ({ transactions }) => transactions),
        'most frequent statements': await statements(system.adminUrl),
      },
      wrong: [...run.wrong, ...(await whatIsWrong(system, warmUp + count))],
    };
  } finally {
    await system.stop();
  }
}

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, untilCounted));

const used = (before: Record<string, number>, after: Record<string, number>): Record<string, number> =>
  Object.fromEntries(Object.entries(after).map(([name, seconds]) => [name, seconds - (before[name] ?? 0)]));

const perApplication = (cpu: Record<string, number>): Record<string, number> => {
  const each = Object.entries(cpu).map(([name, seconds]) => [name, rounded((seconds / count) * 1_000)] as const);
  const all = rounded(each.reduce((sum, [, milliseconds]) => sum + milliseconds, 0));
  return { ...Object.fromEntries(each), all };
};

const statementsEach = (asked: Record<string, Calls>, of: (calls: Calls) => number): Record<string, number> => {
  const each = Object.entries(asked).map(([role, all]) => [role, rounded(of(all) / count)] as const);
  return { ...Object.fromEntries(each), all: rounded(each.reduce((sum, [, number]) => sum + number, 0)) };
};

const costWords = (cost: Cost): Record<string, number> => {
  const each = (sum: number): number => rounded(sum / cost.applications);
  const { writes, transactions, inserted, updated, logged } = cost;
  return {
    'writing transactions': each(writes),
    'transactions of all kinds': each(transactions),
    'rows inserted': each(inserted),
    'rows updated': each(updated),
    'kB of log': each(logged / 1_000),
  };
};
