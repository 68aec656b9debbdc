/**
 * todoke-backup, for all services at once:
 *   save > FILE                     saves all their data, while they run
 *   restore [--replace] < FILE      restores it, while they are stopped, and recreates every stream
 *   after-restore                   what follows a restore with other means (pg_restore, a snapshot): the same without
 *                                   the data
 * DATABASE_ADMIN_URL is needed, and for all but saving NATS_URL, the operator's.
 */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { BackupRefused, finishRestore, restoreDatabase, saveDatabase } from '@todoke/database';
import { hears } from '@todoke/events';
import { bootOrExplain, environment } from '@todoke/service';
import { z } from 'zod';
import { makeStreams } from './make-streams.js';
import { NatsLink } from './nats-link.js';
import { rebuildStream } from './rebuild.js';
import { deleteReplayStream } from './replay-stream.js';

const usage =
  'usage: todoke-backup save > FILE | todoke-backup restore [--replace] < FILE | todoke-backup after-restore\n';
const forSaving = z.object({ DATABASE_ADMIN_URL: z.string() });
const forRestoring = forSaving.extend({ NATS_URL: z.string() });

/** Prints to standard error: standard output is the backup. */
const say = (line: string): boolean => process.stderr.write(`${line}\n`);

await bootOrExplain(async () => {
  const [verb, ...options] = process.argv.slice(2);
  const replace = options.includes('--replace');
  if (verb === 'save' && options.length === 0) return save();
  if (verb === 'restore' && options.every((option) => option === '--replace')) return restore(replace);
  if (verb === 'after-restore' && options.length === 0) return withStreams(finishRestore);
  process.stderr.write(usage);
  process.exitCode = 2;
});

async function save(): Promise<void> {
  if (process.stdout.isTTY) return refuse('a backup goes to a file: todoke-backup save > FILE');
  const { DATABASE_ADMIN_URL: url } = environment(forSaving);
  let lines = 0;
  const counted = async function* (): AsyncGenerator<string> {
    for await (const line of saveDatabase(url)) {
      lines += 1;
      yield `${line}\n`;
    }
  };
  await pipeline(Readable.from(counted()), createGzip(), process.stdout);
  say(`saved, in ${String(lines)} lines; it holds personal data, and no key or password of the services`);
}

function restore(replace: boolean): Promise<void> {
  return withStreams(async (url) => {
    const { schemas, takenAt, rows } = await restoreDatabase(url, linesOf(process.stdin), { replace });
    say(`restored ${String(rows)} rows of ${schemas.join(', ')}, as of ${takenAt}`);
    return schemas;
  });
}

/** Brings the database to the state of a backup, and then the streams of its schemas to that of the database. */
async function withStreams(restored: (adminUrl: string) => Promise<readonly string[]>): Promise<void> {
  const { DATABASE_ADMIN_URL: url, NATS_URL: natsUrl } = environment(forRestoring);
  try {
    await rebuildAll(await restored(url), url, natsUrl);
  } catch (error) {
    if (error instanceof BackupRefused) return refuse(error.message);
    if ((error as { code?: string }).code?.startsWith('Z_')) return refuse('the file is no backup, or is damaged');
    throw error;
  }
}

/**
 * Lines of a stream. Reading begins with the first line that is asked for; readline would begin at once, and lines or
 * errors before that would be lost.
 */
async function* linesOf(packed: Readable): AsyncGenerator<string> {
  let rest = '';
  for await (const part of packed.pipe(createGunzip()).setEncoding('utf8')) {
    const lines = (rest + String(part)).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}

async function rebuildAll(schemas: readonly string[], adminUrl: string, natsUrl: string): Promise<void> {
  const nats = new NatsLink(natsUrl, 'todoke-restore');
  try {
    for (const schema of schemas) {
      // What waits in it belongs to the replaced state.
      await deleteReplayStream(await nats.manager(), schema);
      const events = await rebuildStream(schema, adminUrl, nats, () => undefined);
      say(`stream of ${schema} holds ${String(events)} events`);
    }
    await makeStreams(await nats.manager(), hears);
  } finally {
    await nats.close();
  }
}

function refuse(why: string): void {
  say(why);
  process.exit(1);
}
