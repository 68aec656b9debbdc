import { applicationSubmitted } from '@todoke/events';
import { eventually, exampleEvent, freshNats, type FreshNats, rows } from '@todoke/testing';
import { prerequisiteMissing, on } from '../src/index.js';
import { serviceUnderTest, type ServiceUnderTest } from './service-under-test.js';

const numbered = (n: number): string => `APF-${String(n).padStart(8, '0')}`;
const numbers = Array.from({ length: 60 }, (_, n) => numbered(n));

let nats: FreshNats;
let consumer: ServiceUnderTest;
/** What the reaction does with an event before it writes. */
let behave: (number: string) => void;

beforeEach(async () => {
  behave = () => undefined;
  nats = await freshNats();
  consumer = await serviceUnderTest('approval', nats.url, [
    on.each(applicationSubmitted, async ({ data }, transaction) => {
      await transaction.$executeRawUnsafe('INSERT INTO audit (action, subject) VALUES ($1, $2)', 'test', data.number);
      behave(data.number);
    }),
  ]);
  await consumer.start();
});

afterEach(async () => {
  await consumer.remove();
  await nats.close();
});

const sendAll = (): Promise<unknown> =>
  Promise.all(numbers.map((number) => nats.publishAs(exampleEvent(applicationSubmitted, { data: { number } }))));

/** Committed effects and inbox rows, with the transaction that wrote each. */
const effects = () =>
  rows<{ subject: string; written: string }>(
    consumer.database.adminUrl,
    'SELECT subject, xmin::text AS written FROM approval.audit ORDER BY 1',
  );
const inbox = () =>
  rows<{ written: string }>(consumer.database.adminUrl, 'SELECT xmin::text AS written FROM approval.inbox');

const allTaken = (): Promise<void> => eventually(async () => expect(await effects()).toHaveLength(numbers.length));

it('events that wait together are taken in fewer transactions, each with its own inbox row', async () => {
  await consumer.stop();
  await sendAll();
  await consumer.start();
  await allTaken();
  const written = new Set((await effects()).map((row) => row.written));
  expect(written.size).toBeLessThan(numbers.length / 2);
  const noted = await inbox();
  expect(noted).toHaveLength(numbers.length);
  expect(new Set(noted.map((row) => row.written))).toEqual(written);
});

it('one that cannot be taken yet takes nobody with it, and none has its effect twice', async () => {
  const failed: string[] = [];
  behave = (number) => {
    if (number.endsWith('7') && failed.filter((one) => one === number).length < 3) {
      failed.push(number);
      throw prerequisiteMissing('what it builds on is not there');
    }
  };
  await sendAll();
  await allTaken();
  expect((await effects()).map(({ subject }) => subject)).toEqual([...numbers].sort());
  expect(await inbox()).toHaveLength(numbers.length);
});
