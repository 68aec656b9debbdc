import { freshDatabase, rows, type FreshDatabase } from '@todoke/testing';
import { announced } from './issued.js';
import { everybody, hospital, kagoshima, seed } from './people.js';

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase('accounts');
});
afterAll(() => database.drop());

const people = () =>
  rows<{ login_id: string; role: string; version: number; password_hash: string }>(
    database.adminUrl,
    'SELECT * FROM accounts.identity_people ORDER BY login_id',
  );

it('trial data is put in and told once, however often it is put in', async () => {
  await seed({ database }, everybody);
  const before = await people();
  await seed({ database }, everybody);
  expect(await people()).toEqual(before);
  expect(before).toHaveLength(everybody.length);
  expect(await announced({ database }, 'person-changed')).toHaveLength(everybody.length);
  const institutions = await announced({ database }, 'institution-changed');
  expect(institutions.map(({ data }) => data)).toEqual([
    expect.objectContaining({
      name: hospital.institution,
      type: 'hospital',
      permissions: ['medical'],
      hasAccount: true,
      prefecture: '46',
    }),
  ]);
});

it('somebody whose facts or password changed is changed, told again, and keeps his id', async () => {
  const [before] = await announced({ database }, 'person-changed');
  await seed({ database }, [
    { ...kagoshima, password: 'Another-Password-88' },
    { ...hospital, prefecture: '46' },
  ]);
  const events = await announced({ database }, 'person-changed');
  expect(events).toHaveLength(everybody.length + 1);
  expect(events.at(-1)?.aggregate).toMatchObject({ version: 2 });
  expect(events.map(({ aggregate }) => aggregate.id)).toContain(events.at(-1)?.aggregate.id);
  expect(before?.data).not.toHaveProperty('loginId');
});
