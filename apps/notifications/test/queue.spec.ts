import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Envelope } from '@todoke/events';
import { eventually, mailSink, type MailSink } from '@todoke/testing';
import { eraseOldMails, giveUpLateMails } from '../src/queue/jobs/keep-queue.js';
import { MailSender } from '../src/queue/workers/mail-sender.js';
import { config } from '../src/config.js';
import { Databases } from '../src/persistence/databases.js';
import { deliver, eventFor } from './events.js';
import { type Bed, environmentOf, newBed, ownEnvironment } from './settings.js';

let bed: Bed;
let sink: MailSink;
const apps: NestFastifyApplication[] = [];

beforeAll(async () => {
  [bed, sink] = await Promise.all([newBed(), mailSink()]);
});

afterEach(async () => {
  await Promise.all(apps.splice(0).map((app) => app.close()));
  sink.recover();
});

afterAll(async () => {
  await bed.stop();
  await sink.close();
});

async function start(own: NodeJS.ProcessEnv = {}): Promise<NestFastifyApplication> {
  const { app } = await bed.start({ environment: ownEnvironment({ SMTP_URL: sink.url, ...own }) });
  apps.push(app);
  return app;
}

const states = async (events: readonly Envelope[]): Promise<Record<string, number>> => {
  const found = await bed.ask<{ state: string; count: number }>(
    `SELECT state, count(*)::int AS count FROM notifications.mails
     WHERE event_id = ANY($1::uuid[]) GROUP BY state`,
    [events.map(({ id }) => id)],
  );
  return Object.fromEntries(found.map(({ state, count }) => [state, count]));
};
const allAccepted = (events: readonly Envelope[]): Promise<void> =>
  eventually(async () => expect(await states(events)).toEqual({ accepted: events.length }));
const readiness = async (app: NestFastifyApplication): Promise<unknown> =>
  (await fetch(`${await app.getUrl()}/health/ready`)).json();
let boxes = 0;
const many = (count: number, code: 'M1' | 'M2' | 'M4'): Promise<Envelope[]> =>
  Promise.all(
    Array.from({ length: count }, () => eventFor(code, { data: { address: `box-${(boxes += 1)}@example.jp` } })),
  );
const received = (events: readonly Envelope[]): string[] => {
  const addresses = new Set(events.map(({ data }) => (data as { address: string }).address));
  return sink.mails
    .filter(({ recipients }) => recipients.some((recipient) => addresses.has(recipient)))
    .map(({ messageId }) => messageId ?? '');
};

describe('while the SMTP server is unavailable', () => {
  it('everything waits, readiness says so, and it catches up by itself with the codes first', async () => {
    await sink.close();
    // Over one connection mails arrive in the order in which they were taken.
    const app = await start({ SMTP_MAX_CONNECTIONS: '1' });
    await eventually(async () =>
      expect(await readiness(app)).toMatchObject({
        status: 'degraded',
        checks: { database: 'ok', smtp: 'unavailable' },
      }),
    );
    const letters = await many(30, 'M2');
    const codes = await many(5, 'M1');
    for (const event of [...letters, ...codes]) await deliver(bed.nats, event);
    await eventually(async () => expect(await states([...letters, ...codes])).toEqual({ waiting: 35 }));
    const before = sink.mails.length;
    await sink.open();
    await allAccepted([...letters, ...codes]);
    const first = sink.mails.slice(before, before + 5).map(({ subject }) => subject);
    expect(first).toEqual(Array(5).fill('【厚生労働省G-MIS事務局】認証コードのお知らせ'));
    await eventually(async () =>
      expect(await readiness(app)).toMatchObject({ status: 'ready', checks: { smtp: 'ok' } }),
    );
  });

  it('no mail loses an attempt to it but those that were on the wire', async () => {
    const app = await start({ SMTP_MAX_CONNECTIONS: '2' });
    await sink.close();
    const events = await many(10, 'M2');
    for (const event of events) await deliver(bed.nats, event);
    await eventually(() => app.get(MailSender).unavailableSince);
    await eventually(async () => expect(await states(events)).toEqual({ waiting: 10 }));
    await sink.open();
    await allAccepted(events);
    const [row] = await bed.ask<{ untouched: number }>(
      `SELECT count(*) FILTER (WHERE attempts = 1)::int AS untouched FROM notifications.mails
       WHERE event_id = ANY($1::uuid[])`,
      [events.map(({ id }) => id)],
    );
    expect(row?.untouched).toBeGreaterThanOrEqual(8);
  });

  it('a code whose time runs out is given up at that moment, and never sent late', async () => {
    await sink.close();
    await start();
    const expiresAt = new Date(Date.now() + 1_500).toISOString();
    const event = await eventFor('M1', { data: { address: 'late@example.jp', expiresAt } });
    await deliver(bed.nats, event);
    await eventually(async () => expect(await states([event])).toEqual({ failed: 1 }));
    const [outcome] = await eventually(async () => {
      const told = (await bed.nats.published('notifications.mail-failed.v1')).filter(
        ({ causationId }) => causationId === event.id,
      );
      expect(told).toHaveLength(1);
      return told as [Envelope];
    });
    expect(outcome.data).toMatchObject({ mail: 'M1', reference: event.aggregate.id, reason: 'expired' });
    expect(new Date(outcome.occurredAt).getTime()).toBeGreaterThanOrEqual(new Date(expiresAt).getTime());
    await sink.open();
    const after = await eventFor('M2', { data: { address: 'after@example.jp' } });
    await deliver(bed.nats, after);
    await allAccepted([after]);
    expect(sink.to('late@example.jp')).toEqual([]);
    expect(sink.attempts('late@example.jp')).toBe(0);
  });
});

it('a code that comes when its time is over already is not even offered', async () => {
  await start();
  const event = await eventFor('M1', {
    data: { address: 'over@example.jp', expiresAt: new Date(Date.now() - 1).toISOString() },
  });
  await deliver(bed.nats, event);
  await eventually(async () => expect(await states([event])).toEqual({ failed: 1 }));
  expect(sink.attempts('over@example.jp')).toBe(0);
});

it('a reminder whose deadline has passed is not even offered, and one before it is sent (R166)', async () => {
  await start();
  const over = { addresses: ['owes@example.jp'], deadline: new Date(Date.now() - 1).toISOString() };
  const [late, timely] = [
    await eventFor('M12', { data: over }),
    await eventFor('M12', { data: { addresses: ['still@example.jp'] } }),
  ];
  for (const event of [late, timely]) await deliver(bed.nats, event);
  await allAccepted([timely]);
  await eventually(async () => expect(await states([late])).toEqual({ failed: 1 }));
  expect(sink.to('still@example.jp')).toHaveLength(1);
  expect(sink.attempts('owes@example.jp')).toBe(0);
});

it('a mail that nobody takes for five days is given up, one millisecond earlier it is not', async () => {
  const databases = new Databases(
    config(environmentOf({ DATABASE_URL: bed.database.appUrl, DATABASE_WORKER_URL: bed.database.workerUrl })),
  );
  await sink.close();
  const app = await start();
  const event = await eventFor('M4');
  await deliver(bed.nats, event);
  await eventually(async () => expect(await states([event])).toEqual({ waiting: 1 }));
  await app.close();
  apps.length = 0;
  const [row] = await bed.ask<{ created_at: Date }>('SELECT created_at FROM notifications.mails WHERE event_id = $1', [
    event.id,
  ]);
  const fiveDays = (row?.created_at.getTime() ?? 0) + 5 * 24 * 60 * 60 * 1_000;
  const giveUp = (at: number) => databases.inTransaction((tx) => giveUpLateMails(tx, new Date(at)));
  expect(await giveUp(fiveDays - 1)).toBe(0);
  expect(await giveUp(fiveDays)).toBe(1);
  expect(await giveUp(fiveDays)).toBe(0);
  const outbox = await bed.ask<{ envelope: Envelope }>(
    `SELECT envelope FROM notifications.outbox WHERE envelope->>'causationId' = $1`,
    [event.id],
  );
  expect(outbox.map(({ envelope }) => envelope.data)).toEqual([
    { mail: 'M4', reference: event.aggregate.id, attempts: expect.any(Number), reason: 'gave-up' },
  ]);
  await databases.onApplicationShutdown();
  await sink.open();
});

it('addresses and facts go 90 days after the end; the outcome stays, and what waits keeps all', async () => {
  const databases = new Databases(
    config(environmentOf({ DATABASE_URL: bed.database.appUrl, DATABASE_WORKER_URL: bed.database.workerUrl })),
  );
  await start();
  sink.defer('waits@example.jp');
  const [done, waiting] = await Promise.all([
    eventFor('M5', { data: { address: 'done@example.jp' } }),
    eventFor('M5', { data: { address: 'waits@example.jp' } }),
  ]);
  for (const event of [done, waiting]) await deliver(bed.nats, event);
  await allAccepted([done]);
  await eventually(() => sink.attempts('waits@example.jp') > 0);
  const look = (event: Envelope) =>
    bed.ask('SELECT address, facts, sealed, state FROM notifications.mails WHERE event_id = $1', [event.id]);
  const [{ ended_at: end }] = (await bed.ask<{ ended_at: Date }>(
    'SELECT ended_at FROM notifications.mails WHERE event_id = $1',
    [done.id],
  )) as [{ ended_at: Date }];
  const due = end.getTime() + 90 * 24 * 60 * 60 * 1_000;
  await eraseOldMails(databases.worker, 90, new Date(due));
  expect(await look(done)).toEqual([
    {
      address: 'done@example.jp',
      facts: { institutionName: 'サンプル病院', loginId: 'k4640123' },
      sealed: null,
      state: 'accepted',
    },
  ]);
  expect(await eraseOldMails(databases.worker, 90, new Date(due + 1))).toBeGreaterThanOrEqual(1);
  expect(await look(done)).toEqual([{ address: null, facts: {}, sealed: null, state: 'accepted' }]);
  expect(await look(waiting)).toMatchObject([{ address: 'waits@example.jp', facts: { loginId: 'k4640123' } }]);
  await deliver(bed.nats, done, 2);
  sink.recover();
  await allAccepted([waiting]);
  expect(sink.to('done@example.jp')).toHaveLength(1);
  await databases.onApplicationShutdown();
});

it('two instances share the queue, both work, and no mail goes twice', async () => {
  await sink.close();
  // A lease that ran out would give a mail to both, and it would be counted.
  const own = { SMTP_MAX_CONNECTIONS: '4', SMTP_SEND_TIMEOUT_MS: '600000', MAIL_LEASE_MS: '600500' };
  const senders = [await start(own), await start(own)];
  const events = await many(200, 'M2');
  await Promise.all(events.map((event) => deliver(bed.nats, event)));
  await eventually(async () => expect(await states(events)).toEqual({ waiting: 200 }));
  await sink.open();
  await allAccepted(events);
  const ids = received(events);
  expect(ids).toHaveLength(200);
  expect(new Set(ids).size).toBe(200);
  const metrics = await Promise.all(senders.map(async (app) => (await fetch(`${await app.getUrl()}/metrics`)).text()));
  const sent = metrics.map((text) =>
    Number(/^mail_attempts_total\{mail="M2",handover="accepted"\} (\d+)$/m.exec(text)?.[1] ?? 0),
  );
  expect(sent[0]! + sent[1]!).toBe(200);
  expect(Math.min(...sent)).toBeGreaterThan(0);
  expect(metrics[0]).toMatch(/^mails\{mail="M2",state="accepted"\} \d+$/m);
  expect(metrics[0]).toMatch(/^mails_oldest_open_seconds 0$/m);
});

it('every mail goes though Postgres cuts all connections on and on, and doubles are counted', async () => {
  await start({ SMTP_MAX_CONNECTIONS: '4' });
  const events = await many(150, 'M4');
  let cut = 0;
  const sending = Promise.all(events.map((event) => deliver(bed.nats, event)));
  await eventually(async () => {
    const killed = await bed.ask(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE usename = 'notifications_worker' AND datname = current_database()`,
    );
    cut += killed.length;
    return cut > 0 && (await states(events))['accepted'] === events.length;
  });
  await sending;
  const rows = await bed.ask<{ twice: number }>(
    `SELECT count(*) FILTER (WHERE possibly_twice)::int AS twice FROM notifications.mails
     WHERE event_id = ANY($1::uuid[])`,
    [events.map(({ id }) => id)],
  );
  const ids = received(events);
  expect(new Set(ids).size).toBe(150);
  expect(ids.length - 150).toBeLessThanOrEqual(rows[0]?.twice ?? 0);
  expect(cut).toBeGreaterThan(0);
});

it('500 mails are sent and known', async () => {
  await sink.close();
  await start();
  const events = await many(500, 'M1');
  await Promise.all(events.map((event) => deliver(bed.nats, event)));
  await eventually(async () => expect(await states(events)).toEqual({ waiting: 500 }));
  const started = performance.now();
  await sink.open();
  await allAccepted(events);
  const seconds = (performance.now() - started) / 1_000;
  process.stdout.write(
    `500 mails in ${seconds.toFixed(2)} s: ${Math.round(500 / seconds)}/s, the sink in the same process\n`,
  );
  expect(new Set(received(events)).size).toBe(500);
});
