import pg from 'pg';
import type { NatsLink } from './nats-link.js';
import { keepDays } from './outbox-relay.js';
import { confirmedWithin } from './publish-event.js';
import { readReplaySubject, replayStreamOf, replaySubjectOf, replaySubjectsOf } from './replay-stream.js';

const batchSize = 500;

/** The module that the events are replayed for. */
export interface ReplayTarget {
  readonly service: string;
  readonly module: string;
}

export interface Replay {
  /** The producing service, whose outbox is replayed. */
  readonly producer: string;
  readonly workerUrl: string;
  readonly to: ReplayTarget;
}

/** A refused replay: there is no such module, or it hears nothing of this producer. */
export class ReplayRefused extends Error {
  override readonly name = 'ReplayRefused';
}

interface Extent {
  readonly total: number;
  readonly last: string | null;
  readonly first: string | null;
  readonly since: Date | null;
}

/**
 * Publishes again the events of a producer that one module of another service hears, to that module alone, in the order
 * of the outbox. The module takes them through its inbox, so that events it has taken change nothing, and a replay that
 * was interrupted can be repeated. Live events reach the module between replayed ones.
 * @param say gets a line for each step of progress
 * @throws ReplayRefused
 */
export async function replayOutbox(replay: Replay, nats: NatsLink, say: (line: string) => void): Promise<void> {
  const {
    producer,
    to: { service, module },
  } = replay;
  const subjects = await subjectsFor(replay, nats);
  const client = new pg.Client({ connectionString: replay.workerUrl, options: `-c search_path=${producer}` });
  await client.connect();
  try {
    const { total, last, first, since } = await extentOf(client, subjects);
    if (last === null || since === null)
      return void say(`${producer} has announced nothing that ${service}.${module} hears`);
    say(`${String(total)} events of ${producer} for ${service}.${module}, from ${since.toISOString()} on`);
    // Positions count from 1 and may have gaps.
    if (first !== '1')
      say(`what was announced before that is no longer in the outbox, which keeps ${String(keepDays)} days`);
    const jetstream = await nats.client();
    let done = 0;
    for (let after = '0'; ;) {
      const rows = await nextRows(client, { subjects, after, last });
      const final = rows.at(-1);
      if (final === undefined) break;
      const published = rows.map(({ subject, envelope }) =>
        jetstream.publish(replaySubjectOf(service, module, subject), JSON.stringify(envelope), {
          timeout: confirmedWithin,
        }),
      );
      await Promise.all(published);
      after = final.position;
      done += rows.length;
      say(`${String(done)} of ${String(total)} events`);
    }
    say(`${service}.${module} takes them from the stream ${replayStreamOf(service)}`);
  } finally {
    await client.end();
  }
}

/** The subjects that the module hears of the producer, from the subjects of the replay stream. */
async function subjectsFor({ producer, to: { service, module } }: Replay, nats: NatsLink): Promise<string[]> {
  const known = await replaySubjectsOf(await nats.manager(), service);
  if (known === undefined) {
    throw new ReplayRefused(`there is no service ${service} that hears events, or it has not run yet on this NATS`);
  }
  const heard = known.map(readReplaySubject);
  const modules = [...new Set(heard.map(({ replayedFor }) => replayedFor))].sort();
  if (!modules.includes(module)) {
    throw new ReplayRefused(`${service} has no module ${module} that hears events: ${modules.join(', ')}`);
  }
  const subjects = heard.filter(
    ({ replayedFor, subject }) => replayedFor === module && subject.startsWith(`${producer}.`),
  );
  if (subjects.length === 0) throw new ReplayRefused(`${service}.${module} hears nothing of ${producer}`);
  return subjects.map(({ subject }) => subject);
}

async function extentOf(client: pg.Client, subjects: readonly string[]): Promise<Extent> {
  const { rows } = await client.query<Extent>(
    `SELECT count(*)::int AS total, max(position) AS last, min(created_at) AS since,
            (SELECT min(position) FROM outbox) AS first
     FROM outbox WHERE subject = ANY($1)`,
    [subjects],
  );
  return rows[0] ?? { total: 0, last: null, first: null, since: null };
}

interface Row {
  readonly position: string;
  readonly subject: string;
  readonly envelope: unknown;
}

async function nextRows(
  client: pg.Client,
  { subjects, after, last }: { subjects: readonly string[]; after: string; last: string },
): Promise<Row[]> {
  const text = `SELECT position, subject, envelope FROM outbox
                WHERE subject = ANY($1) AND position > $2::bigint AND position <= $3::bigint
                ORDER BY position LIMIT ${String(batchSize)}`;
  return (await client.query<Row>(text, [subjects, after, last])).rows;
}
