import { asWorker } from '@todoke/database';
import { freshDatabase, type FreshDatabase, rows } from '@todoke/testing';
import { trialInstitutions } from '@todoke/trial';
import { Databases } from '../src/persistence/databases.js';
import { seedInstitutions } from '../src/trial/seed-institutions.js';
import { announced } from './issued.js';
import { hospital, password, seed } from './people.js';
import { friday } from './running.js';

const all = trialInstitutions();
const inTokushima = {
  ...hospital,
  prefecture: '36',
  loginId: 'tokushima-hospital',
  institution: '医療法人とどけ会 眉山ためし病院',
  password,
};
const people = [hospital, inTokushima];

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase('accounts');
});
afterAll(() => database.drop());

/** What the trial does at the first start of a database. */
async function bring(): Promise<number> {
  const databases = new Databases(asWorker(database.workerUrl));
  const added = await databases.inTransaction((tx) => seedInstitutions(tx, all, people, friday));
  await databases.onApplicationShutdown();
  await seed({ database }, people);
  return added;
}

const master = () =>
  rows<{ id: string; name: string; has_account: boolean; version: number }>(
    database.adminUrl,
    'SELECT id, name, has_account, version FROM accounts.institutions_institutions ORDER BY id',
  );

it('the trial has its institutions, known for two months, with accounts for those who sign in', async () => {
  expect(await bring()).toBe(all.length);
  const found = await master();
  expect(found.map(({ id }) => id)).toEqual(all.map(({ id }) => id).sort());
  expect(found.filter((one) => one.has_account).map(({ name }) => name)).toEqual(
    expect.arrayContaining(people.map(({ institution }) => institution)),
  );
  expect(found.filter((one) => one.has_account)).toHaveLength(people.length);
  const events = await announced({ database }, 'institution-changed');
  expect(events).toHaveLength(all.length);
  expect(new Set(events.map(({ occurredAt }) => occurredAt.slice(0, 10)))).toEqual(new Set(['2026-09-21']));
});

it('changes nothing the second time', async () => {
  const before = await master();
  expect(await bring()).toBe(0);
  expect(await master()).toEqual(before);
  expect(await announced({ database }, 'institution-changed')).toHaveLength(all.length);
});
