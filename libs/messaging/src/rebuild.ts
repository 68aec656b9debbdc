import { setTimeout as pause } from 'node:timers/promises';
import { JetStreamApiError, type JetStreamManager } from '@nats-io/jetstream';
import pg from 'pg';
import type { NatsLink } from './nats-link.js';
import { confirmedWithin, type PublishableRow, publishEvent } from './publish-event.js';
import { recreate } from './retry-policy.js';
import { ensureStream, streamOf } from './streams.js';

type Row = PublishableRow & { readonly position: string };

const batchSize = 500;

/**
 * Recreates a service's stream from its outbox: deletes the stream and publishes every row again, in order. Consumers
 * start over; the inboxes skip events that had their effect.
 * @param nats of NATS' operator
 * @param progress called after each batch with the number of events published so far and their total
 * @returns the number of events published
 */
export async function rebuildStream(
  service: string,
  workerUrl: string,
  nats: NatsLink,
  progress: (done: number, total: number) => void,
): Promise<number> {
  const client = new pg.Client({ connectionString: workerUrl, options: `-c search_path=${service}` });
  await client.connect();
  try {
    await recreateStream(await nats.manager(), service);
    const counted = await client.query<{ total: number }>('SELECT count(*)::int AS total FROM outbox');
    const total = counted.rows[0]?.total ?? 0;
    let done = 0;
    for (let after = '0'; ;) {
      const rows = await nextRows(client, after);
      const last = rows.at(-1);
      if (last === undefined) return done;
      await publishAll(nats, rows);
      after = last.position;
      done += rows.length;
      progress(done, total);
    }
  } finally {
    await client.end();
  }
}

/** Creates the stream again, and retries while the server is still removing the old one. */
async function recreateStream(manager: JetStreamManager, service: string): Promise<void> {
  try {
    await manager.streams.delete(streamOf(service));
  } catch (error) {
    if (!(error instanceof JetStreamApiError)) throw error;
  }
  for (let left: number = recreate.times; ; left -= 1) {
    try {
      await ensureStream(manager, service);
      return;
    } catch (error) {
      if (!(error instanceof JetStreamApiError) || left === 0) throw error;
      await pause(recreate.after);
    }
  }
}

async function nextRows(client: pg.Client, after: string): Promise<Row[]> {
  const text = `SELECT position, id, subject, envelope, NULL AS traceparent, NULL AS root FROM outbox
                WHERE position > $1::bigint ORDER BY position LIMIT ${String(batchSize)}`;
  return (await client.query<Row>(text, [after])).rows;
}

async function publishAll(nats: NatsLink, rows: readonly Row[]): Promise<void> {
  const jetstream = await nats.client();
  await Promise.all(rows.map((row) => publishEvent(jetstream, row, confirmedWithin)));
}
