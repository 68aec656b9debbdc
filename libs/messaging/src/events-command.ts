/**
 * todoke-events, in an app's folder:
 *   dead list              what was dead-lettered, without its data
 *   dead retry ID…|all     asks the running service to try again
 *   rebuild                recreates the service's stream from its outbox
 */
import { readFileSync } from 'node:fs';
import { bootOrExplain, environment } from '@todoke/service';
import pg from 'pg';
import { z } from 'zod';
import { DeadLetters } from './dead-letters.js';
import { NatsLink } from './nats-link.js';
import { inTransactionsOf } from './pool-transactions.js';
import { rebuildStream } from './rebuild.js';

const usage = 'usage: todoke-events dead list | dead retry ID…|all | rebuild\n';
const settings = z.object({ DATABASE_WORKER_URL: z.string(), NATS_URL: z.string().optional() });
const say = (line: string): boolean => process.stdout.write(`${line}\n`);

await bootOrExplain(async () => {
  const [topic, verb, ...rest] = process.argv.slice(2);
  const { name: service } = JSON.parse(readFileSync('package.json', 'utf8')) as { name: string };
  const given = environment(settings);
  const pool = new pg.Pool({
    connectionString: given.DATABASE_WORKER_URL,
    options: `-c search_path=${service}`,
    max: 2,
  });
  try {
    const dead = new DeadLetters(inTransactionsOf(pool));
    const { DATABASE_WORKER_URL: workerUrl, NATS_URL: natsUrl } = given;
    if (topic === 'dead' && verb === 'list') await listDead(dead);
    else if (topic === 'dead' && verb === 'retry' && rest.length > 0) await retryDead(dead, rest);
    else if (topic === 'rebuild' && natsUrl !== undefined) await rebuild(service, workerUrl, natsUrl);
    else {
      process.stderr.write(topic === 'rebuild' ? 'NATS_URL is needed\n' : usage);
      process.exitCode = 2;
    }
  } finally {
    await pool.end();
  }
});

async function listDead(dead: DeadLetters): Promise<void> {
  const letters = await dead.list();
  for (const { id, state, subject, module, event_id, error_code, deliveries, died_at } of letters) {
    say([id, state, subject, module === '' ? '-' : module, event_id, error_code, `${String(deliveries)}×`, died_at.toISOString()].join('  '));
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
  } finally {
    await nats.close();
  }
}
