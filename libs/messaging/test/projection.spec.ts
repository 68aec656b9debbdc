import { sql } from '@todoke/database';
import { applicationSubmitted } from '@todoke/events';
import { eventually, exampleEvent, freshNats, type FreshNats, rows } from '@todoke/testing';
import { on } from '../src/index.js';
import { serviceUnderTest, type ServiceUnderTest } from './service-under-test.js';

let nats: FreshNats;
let consumer: ServiceUnderTest;
let followed: number;

const numbers = Array.from({ length: 20 }, (_, n) => `APF-${String(n).padStart(8, '0')}`);
const bad = 'APF-99999999';
const foreign = 'APF-88888888';
const event = (number: string) => exampleEvent(applicationSubmitted, { data: { number } });

beforeEach(async () => {
  nats = await freshNats();
  followed = 0;
  const kept = on.projection(
    applicationSubmitted,
    (events) => {
      const seen = events.map(({ data }) => data.number);
      if (seen.includes(bad)) throw new Error('not this one');
      return sql`INSERT INTO seen (number) SELECT unnest(${seen}::text[]) ON CONFLICT (number) DO NOTHING`;
    },
    { when: ({ data }) => data.number !== foreign, after: () => (followed += 1) },
  );
  consumer = await serviceUnderTest('approval', nats.url, [kept]);
  const { adminUrl } = consumer.database;
  await rows(adminUrl, 'CREATE TABLE approval.seen (number text PRIMARY KEY)');
  await rows(adminUrl, 'GRANT ALL ON approval.seen TO approval_worker');
});
afterEach(async () => {
  await consumer.remove();
  await nats.close();
});

const seen = () =>
  rows<{ number: string; written: string }>(
    consumer.database.adminUrl,
    'SELECT number, xmin::text AS written FROM approval.seen ORDER BY 1',
  );
const inbox = () =>
  rows<{ id: string; written: string }>(
    consumer.database.adminUrl,
    'SELECT event_id::text AS id, xmin::text AS written FROM approval.inbox',
  );
const allSeen = () => eventually(async () => expect((await seen()).map(({ number }) => number)).toEqual(numbers));

it('takes events that wait in few statements, each with its inbox rows, and what follows comes after', async () => {
  await Promise.all(numbers.map((number) => nats.publishAs(event(number))));
  await consumer.start();
  await allSeen();
  const [projected, noted] = [await seen(), await inbox()];
  expect(noted).toHaveLength(numbers.length);
  expect(new Set(noted.map(({ written }) => written))).toEqual(new Set(projected.map(({ written }) => written)));
  expect(new Set(projected.map(({ written }) => written)).size).toBeLessThan(numbers.length / 2);
  await eventually(() => expect(followed).toBeGreaterThan(0));
});

it('has one inbox row of an event that comes twice', async () => {
  await consumer.start();
  const [first = ''] = numbers;
  const twice = event(first);
  await nats.publishAs(twice);
  await eventually(async () => expect(await seen()).toHaveLength(1));
  await nats.publishAs(twice);
  await Promise.all(numbers.map((number) => nats.publishAs(event(number))));
  await allSeen();
  expect((await inbox()).filter(({ id }) => id === twice.id)).toHaveLength(1);
});

it('loses no other event with one that fails', async () => {
  await Promise.all([...numbers, bad].map((number) => nats.publishAs(event(number))));
  await consumer.start();
  await allSeen();
  expect(await inbox()).toHaveLength(numbers.length);
});

it('notes an event that does not concern it, and nothing else', async () => {
  await consumer.start();
  await nats.publishAs(event(foreign));
  await Promise.all(numbers.map((number) => nats.publishAs(event(number))));
  await allSeen();
  await eventually(async () => expect(await inbox()).toHaveLength(numbers.length + 1));
  expect(await rows(consumer.database.adminUrl, 'SELECT FROM approval.dead_letters')).toEqual([]);
});
