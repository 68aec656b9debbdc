/**
 * todoke-events, in the folder of the producing service (for `dead`: of the hearing one):
 *   dead list                    lists dead letters, without their data
 *   dead retry ID…|all           requests a retry from the running service
 *   rebuild                      recreates the service's stream from its outbox; NATS_URL is that of NATS' operator
 *   replay --to SERVICE.MODULE   publishes its outbox again, to one module of another service alone
 * Exit codes: 0 done, 1 refused or failed, 2 wrong usage.
 */
import { readFileSync } from 'node:fs';
import { bootOrExplain, environment } from '@todoke/service';
import pg from 'pg';
import { z } from 'zod';
import { DeadLetters } from './dead-letters.js';
import { lacksRight, NatsLink } from './nats-link.js';
import { inTransactionsOf } from './pool-transactions.js';
import { rebuildStream } from './rebuild.js';
import { type Replay, replayOutbox, ReplayRefused, type ReplayTarget } from './replay.js';

const usage = 'usage: todoke-events dead list | dead retry ID…|all | rebuild | replay --to SERVICE.MODULE\n';
const settings = z.object({ DATABASE_WORKER_URL: z.string(), NATS_URL: z.string().optional() });
const say = (line: string): boolean => process.stdout.write(`${line}\n`);

await bootOrExplain(async () => {
  const [topic, verb, ...rest] = process.argv.slice(2);
  const { name: service } = JSON.parse(readFileSync('package.json', 'utf8')) as { name: string };
  const { DATABASE_WORKER_URL: workerUrl, NATS_URL: natsUrl } = environment(settings);
  const to = topic === 'replay' && verb === '--to' && rest.length === 1 ? replayTarget(rest[0]) : undefined;
  if (topic === 'dead' && verb === 'list') await withDeadLetters(service, workerUrl, listDead);
  else if (topic === 'dead' && verb === 'retry' && rest.length > 0) {
    await withDeadLetters(service, workerUrl, (dead) => retryDead(dead, rest));
  } else if (topic !== 'rebuild' && to === undefined) misused(usage);
  else if (natsUrl === undefined) misused('NATS_URL is needed\n');
  else if (to === undefined) await rebuild(service, workerUrl, natsUrl);
  else await replay({ producer: service, workerUrl, to }, natsUrl);
});

function misused(why: string): void {
  process.stderr.write(why);
  process.exitCode = 2;
}

/** @returns undefined where the text is not SERVICE.MODULE */
function replayTarget(text = ''): ReplayTarget | undefined {
  const [, service, module] = /^([a-z][a-z0-9-]*)\.([a-z][a-z0-9-]*)$/.exec(text) ?? [];
  return service === undefined || module === undefined ? undefined : { service, module };
}

async function withDeadLetters(
  service: string,
  url: string,
  work: (dead: DeadLetters) => Promise<void>,
): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, options: `-c search_path=${service}`, max: 2 });
  try {
    await work(new DeadLetters(inTransactionsOf(pool)));
  } finally {
    await pool.end();
  }
}

async function listDead(dead: DeadLetters): Promise<void> {
  const letters = await dead.list();
  for (const { id, state, subject, module, event_id, error_code, deliveries, died_at } of letters) {
    const hearer = module === '' ? '-' : module;
    say([id, state, subject, hearer, event_id, error_code, `${String(deliveries)}×`, died_at.toISOString()].join('  '));
  }
  say(`${String(letters.length)} dead letters`);
}

async function retryDead(dead: DeadLetters, ids: readonly string[]): Promise<void> {
  if (ids[0] !== 'all' && !ids.every((id) => /^\d{1,18}$/.test(id))) throw new Error('an id is a number from the list');
  say(`${String(await dead.wantRetry(ids[0] === 'all' ? 'all' : ids))} asked to be tried again`);
}

async function rebuild(service: string, workerUrl: string, natsUrl: string): Promise<void> {
  const nats = new NatsLink(natsUrl, `${service}-rebuild`);
  try {
    const done = await rebuildStream(service, workerUrl, nats, (count, total) => {
      say(`${String(count)} of ${String(total)} events`);
    });
    say(`stream of ${service} holds ${String(done)} events`);
  } catch (error) {
    if (!lacksRight(error)) throw error;
    process.stderr.write("only NATS' operator makes a stream: NATS_URL is that of a service\n");
    process.exitCode = 1;
  } finally {
    await nats.close();
  }
}

async function replay(what: Replay, natsUrl: string): Promise<void> {
  const nats = new NatsLink(natsUrl, `${what.producer}-replay`);
  try {
    await replayOutbox(what, nats, say);
  } catch (error) {
    if (!(error instanceof ReplayRefused)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  } finally {
    await nats.close();
  }
}
