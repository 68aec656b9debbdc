import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { applicationSubmitted } from '@todoke/events';
import { eventually, exampleEvent, freshNats, type FreshNats, rows } from '@todoke/testing';
import pg from 'pg';
import { DeadLetters, on } from '../src/index.js';
import { serviceUnderTest, type ServiceUnderTest } from './service-under-test.js';

const migrations = join(import.meta.dirname, '../migrations');
const migration = (name: string): string => readFileSync(join(migrations, name, 'migration.sql'), 'utf8');
const events = [1, 2, 3].map((n) => {
  const number = `APF-0000000${n}`;
  return exampleEvent(applicationSubmitted, { id: number, data: { number } });
});
const [first, second, third] = events.map(({ id }) => id) as [string, string, string];

/** The SQL of the release before modules, verbatim. */
const before = {
  takes: `WITH given AS (
       SELECT * FROM jsonb_to_recordset($1::jsonb)
         AS given (id uuid, subject text, about text, correlation text, trace text, storied boolean)),
     taken AS (
       INSERT INTO inbox (event_id, subject) SELECT id, subject FROM given ORDER BY id
       ON CONFLICT DO NOTHING RETURNING event_id),
     noted AS (
       INSERT INTO origins (aggregate_id, correlation_id, traceparent)
       SELECT about, correlation, trace FROM given JOIN taken ON event_id = id WHERE storied ORDER BY about
       ON CONFLICT DO NOTHING)
     SELECT event_id::text AS id FROM taken`,
  announces: `INSERT INTO outbox (id, subject, envelope, traceparent, origin)
     SELECT (envelope->>'id')::uuid, envelope->>'subject',
            CASE WHEN correlation_id IS NULL OR correlation_id = envelope->>'correlationId' THEN envelope
                 ELSE jsonb_strip_nulls(jsonb_build_object('causationId', $3::text)) || envelope
                      || jsonb_build_object('correlationId', correlation_id) END,
            COALESCE($2, origins.traceparent), CASE WHEN $2 IS NOT NULL THEN origins.traceparent END
     FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS given (envelope, place)
     LEFT JOIN origins ON aggregate_id = envelope->'aggregate'->>'id' ORDER BY place`,
  publishes: `SELECT position, id, subject, envelope, traceparent, origin FROM outbox
             WHERE published_at IS NULL ORDER BY position LIMIT 500`,
  forgets: `DELETE FROM origins WHERE noted_at < now() - interval '400 days'`,
  deadLetters: `INSERT INTO dead_letters (event_id, subject, payload, error_code, deliveries)
         VALUES ($1, $2, $3, $4, $5) ON CONFLICT (event_id, subject) DO UPDATE SET error_code = EXCLUDED.error_code`,
};
const asGiven = (id: string, about: string): string =>
  JSON.stringify([
    { id, subject: applicationSubmitted.subject, about, correlation: `of ${about}`, trace: '00-1-2-01', storied: true },
  ]);

let nats: FreshNats;
let service: ServiceUnderTest;
const done: string[] = [];
const note = (module: string) => on.each(applicationSubmitted, async ({ id }) => void done.push(`${module} ${id}`));

/** Sends SQL as the worker role of the service, as the release before does. */
async function send<Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []): Promise<Row[]> {
  const client = new pg.Client({ connectionString: service.database.workerUrl, options: '-c search_path=approval' });
  await client.connect();
  try {
    return (await client.query<Row>(sql, values)).rows;
  } finally {
    await client.end();
  }
}

beforeEach(async () => {
  done.length = 0;
  nats = await freshNats();
  service = await serviceUnderTest('approval', nats.url, { reviews: [note('reviews')], desk: [note('desk')] });
});

afterEach(async () => {
  await service.remove();
  await nats.close();
});

const allTaken = (): Promise<void> =>
  eventually(async () => {
    const { delivered, num_ack_pending: inHand } = await nats.manager.consumers.info('REGISTRATION', 'approval');
    expect([delivered.stream_seq, inHand]).toEqual([3, 0]);
  });

describe('what was stored before there were modules', () => {
  it('stays as it is, for no module in particular', async () => {
    const { adminUrl } = service.database;
    const [old, now] = ['00000000000002_messaging', '00000000000005_origins'].map(migration);
    const set = 'CREATE SCHEMA before; SET search_path = before;';
    const stored = `INSERT INTO inbox (event_id, subject) VALUES ('${first}', 's');
      INSERT INTO dead_letters (event_id, subject, payload, error_code, deliveries)
      VALUES ('${second}', 's', 'p', 'c', 3);
      INSERT INTO origins (aggregate_id, correlation_id, traceparent) VALUES ('APF-1', 'c-1', 't-1');
      INSERT INTO outbox (id, subject, envelope, traceparent, origin) VALUES ('${third}', 's', '{}', 't-2', 't-1');`;
    await rows(adminUrl, [set, old, now, stored, migration('00000000000006_modules')].join('\n'));
    expect(await rows(adminUrl, 'SELECT event_id, module FROM before.inbox')).toEqual([
      { event_id: first, module: '' },
    ]);
    expect(await rows(adminUrl, 'SELECT event_id, module, error_code FROM before.dead_letters')).toEqual([
      { event_id: second, module: '', error_code: 'c' },
    ]);
    expect(
      await rows(adminUrl, 'SELECT aggregate_id, correlation_id, traceparent FROM before.correlation_roots'),
    ).toEqual([{ aggregate_id: 'APF-1', correlation_id: 'c-1', traceparent: 't-1' }]);
    expect(await rows(adminUrl, 'SELECT id, root, origin FROM before.outbox')).toEqual([
      { id: third, root: 't-1', origin: null },
    ]);
  });

  it('counts as taken by every module, and its dead letters are tried again by all that hear them', async () => {
    await send(before.takes, [asGiven(first, 'APF-00000001')]);
    await rows(
      service.database.adminUrl,
      `INSERT INTO approval.dead_letters (event_id, subject, payload, error_code, deliveries)
       VALUES ($1, $2, $3, 'x', 1)`,
      [second, applicationSubmitted.subject, JSON.stringify(events[1])],
    );
    await service.start();
    await nats.publishAs(events[0]!);
    await nats.publishAs(events[2]!);
    await eventually(() => expect([...done].sort()).toEqual([`desk ${third}`, `reviews ${third}`]));

    const dead = new DeadLetters(service.transactions);
    expect(await dead.list()).toMatchObject([{ event_id: second, module: '', state: 'dead' }]);
    done.length = 0;
    await dead.wantRetry('all');
    await eventually(async () => expect((await dead.list())[0]?.state).toBe('resolved'));
    expect([...done].sort()).toEqual([`desk ${second}`, `reviews ${second}`]);
  });
});

describe('the release before modules, which runs beside this one for a while', () => {
  it('takes what no module has taken, and then no module takes it', async () => {
    expect(await send(before.takes, [asGiven(first, 'APF-00000001')])).toEqual([{ id: first }]);
    expect(await send(before.takes, [asGiven(first, 'APF-00000001')])).toEqual([]);
    await service.start();
    for (const event of events) await nats.publishAs(event);
    await allTaken();
    expect([...done].sort()).toEqual([second, third].flatMap((id) => [`desk ${id}`, `reviews ${id}`]).sort());
  });

  it('leaves to this one what a module has taken: it sees a database that is unavailable, and redelivers', async () => {
    await service.start();
    for (const event of events) await nats.publishAs(event);
    await allTaken();
    await expect(send(before.takes, [asGiven(first, 'APF-00000001')])).rejects.toMatchObject({ code: '57P03' });
    // It cannot dead-letter either: the event is redelivered until this release dead-letters it.
    await expect(send(before.deadLetters, [first, 's', 'p', 'c', 1])).rejects.toMatchObject({ code: '42P10' });
  });

  it('knows what it took itself, also where a module has had it since by a replay', async () => {
    await send(before.takes, [asGiven(first, 'APF-00000001')]);
    await send("INSERT INTO inbox (event_id, subject, module) VALUES ($1, 's', 'surveys')", [first]);
    expect(await send(before.takes, [asGiven(first, 'APF-00000001')])).toEqual([]);
  });

  it('can be gone back to for good, as the decision says', async () => {
    await service.start();
    for (const event of events) await nats.publishAs(event);
    await allTaken();
    await service.stop();
    const { adminUrl } = service.database;
    const statement =
      'INSERT INTO inbox (event_id, subject) SELECT DISTINCT event_id, subject FROM inbox ON CONFLICT DO NOTHING';
    await rows(adminUrl, `SET search_path = approval; DROP TRIGGER inbox_whole_service ON inbox; ${statement}`);
    expect(await send(before.takes, [asGiven(first, 'APF-00000001')])).toEqual([]);
  });

  it('announces, publishes and forgets, with the correlation roots of both', async () => {
    await send(before.takes, [asGiven(first, 'APF-00000001')]);
    await service.start();
    await nats.publishAs(events[1]!);
    await eventually(() => expect(done).toHaveLength(2));
    const announced = events.slice(0, 2).map((event) => ({ ...event, subject: 'approval.x.v1', correlationId: 'own' }));
    await service.stop();
    await send(before.announces, [JSON.stringify(announced), '00-3-4-01', 'click']);
    const published = await send<{ envelope: { correlationId: string }; origin: string | null }>(before.publishes);
    expect(published.map(({ envelope, origin }) => [envelope.correlationId, origin])).toEqual([
      ['of APF-00000001', '00-1-2-01'],
      [events[1]!.correlationId, null],
    ]);
    await expect(send(before.forgets)).resolves.toEqual([]);
  });
});
