import { applicationSubmitted } from '@todoke/events';
import { exampleEvent, freshNats, type FreshNats, rows } from '@todoke/testing';
import pg from 'pg';
import { announce } from '../src/index.js';
import { inTransactionsOf } from '../src/pool-transactions.js';
import { serviceUnderTest, type ServiceUnderTest } from './service-under-test.js';

let nats: FreshNats;
let service: ServiceUnderTest;

beforeAll(async () => {
  nats = await freshNats();
  service = await serviceUnderTest('registration', nats.url, []);
  await rows(
    service.database.adminUrl,
    `INSERT INTO registration.correlation_roots (aggregate_id, correlation_id) VALUES ('APF-00000001', 'the root')`,
  );
});
afterAll(async () => {
  await service.remove();
  await nats.close();
});

const asPeople = (sql: string): Promise<unknown[]> => rows(service.database.appUrl, sql);
const tables = ['outbox', 'inbox', 'dead_letters'];

describe('the role of people’s requests', () => {
  it('announces what they do, under the correlation of its root', async () => {
    const pool = new pg.Pool({ connectionString: service.database.appUrl, options: '-c search_path=registration' });
    const { data } = exampleEvent(applicationSubmitted);
    await inTransactionsOf(pool)((tx) =>
      announce(tx, applicationSubmitted, { id: 'APF-00000001', version: 1, occurredAt: new Date(), data }),
    );
    await pool.end();
    const sql = `SELECT subject, envelope->>'correlationId' AS correlation, published_at FROM registration.outbox`;
    expect(await rows(service.database.adminUrl, sql)).toEqual([
      { subject: applicationSubmitted.subject, correlation: 'the root', published_at: null },
    ]);
  });

  it.each(tables.flatMap((table) => ['SELECT * FROM', 'DELETE FROM', 'TRUNCATE'].map((verb) => `${verb} ${table}`)))(
    'may not %s',
    async (sql) => {
      await expect(asPeople(sql.replace(/(\w+)$/, 'registration.$1'))).rejects.toThrow('permission denied');
    },
  );

  it.each([
    ['read when events are published', 'SELECT published_at FROM registration.outbox'],
    ['count events', 'SELECT count(*) FROM registration.outbox'],
    [
      'read what it announces',
      `INSERT INTO registration.outbox (id, subject, envelope)
       VALUES (gen_random_uuid(), 's', '{}') RETURNING position`,
    ],
    ['have an event pass as published', 'UPDATE registration.outbox SET published_at = now()'],
    [
      'announce what passes as published',
      `INSERT INTO registration.outbox (id, subject, envelope, published_at)
       VALUES (gen_random_uuid(), 's', '{}', now())`,
    ],
    [
      'announce before what others announced',
      `INSERT INTO registration.outbox (position, id, subject, envelope)
       OVERRIDING SYSTEM VALUE VALUES (-1, gen_random_uuid(), 's', '{}')`,
    ],
    ['draw positions', `SELECT nextval('registration.outbox_position_seq')`],
    ['have events pass as taken', `INSERT INTO registration.inbox (event_id, subject) VALUES (gen_random_uuid(), 's')`],
    ['have an event taken again', `UPDATE registration.inbox SET module = 'other'`],
    [
      'make a dead letter',
      `INSERT INTO registration.dead_letters (event_id, subject, payload, error_code, deliveries)
       VALUES ('x', 's', 'p', 'c', 1)`,
    ],
    ['have a dead letter tried again', 'UPDATE registration.dead_letters SET retry_wanted_at = now()'],
    ['lead the correlation of others elsewhere', `UPDATE registration.correlation_roots SET correlation_id = 'x'`],
    [
      'begin correlations',
      `INSERT INTO registration.correlation_roots (aggregate_id, correlation_id) VALUES ('x', 'x')`,
    ],
    ['forget correlations', 'DELETE FROM registration.origins'],
  ])('may not %s', async (_what, sql) => {
    await expect(asPeople(sql)).rejects.toThrow('permission denied');
  });
});
