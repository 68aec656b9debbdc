import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { freshDatabase, rows, type FreshDatabase } from '@todoke/testing';
import { announced } from './issued.js';
import { everybody, seed } from './people.js';

const folder = fileURLToPath(new URL('..', import.meta.url));
/** More than one batch in a prefecture. */
const more = 450;

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase('accounts');
  await seed({ database }, everybody);
  await rows(
    database.adminUrl,
    `INSERT INTO accounts.institutions_institutions
       (id, prefecture, name, type, municipality, street,
        name_key, address_key, permissions, has_account, state, version, created_at)
     SELECT gen_random_uuid(), CASE WHEN i % 10 = 0 THEN '01' ELSE '13' END, '第' || i || '薬局', 'pharmacy', '千代田区',
            i || '番', i, i, '{}', false, 'active', 1, now()
     FROM generate_series(1, ${more}) AS i`,
  );
});
afterAll(() => database.drop());

/** What an operator runs. */
const run = () =>
  spawnSync(process.execPath, ['dist/announce-all.command.js'], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], DATABASE_WORKER_URL: database.workerUrl },
  });

const versions = (table: string) =>
  rows<{ version: number; count: number }>(
    database.adminUrl,
    `SELECT version, count(*)::int FROM accounts.${table} GROUP BY 1 ORDER BY 1`,
  );

it('every run announces everything once more, under its next version and with the facts of now', async () => {
  const before = {
    people: await announced({ database }, 'person-changed'),
    institutions: await announced({ database }, 'institution-changed'),
  };
  const first = run();
  expect(first.stderr).toBe('');
  expect(first.status).toBe(0);
  expect(first.stdout).toContain('245 institutions and 0 people so far');
  expect(first.stdout).toContain(`${more + 1} institutions and ${everybody.length} people are announced`);

  const people = (await announced({ database }, 'person-changed')).slice(before.people.length);
  const institutions = (await announced({ database }, 'institution-changed')).slice(before.institutions.length);
  expect(people.map(({ aggregate }) => aggregate.version)).toEqual(everybody.map(() => 2));
  expect(new Set(institutions.map(({ aggregate }) => aggregate.id)).size).toBe(more + 1);
  const told = (events: typeof people) => Object.fromEntries(events.map(({ aggregate, data }) => [aggregate.id, data]));
  expect(told(people)).toEqual(told(before.people));
  expect(told(institutions)).toMatchObject(told(before.institutions));

  expect(run().status).toBe(0);
  expect(await versions('identity_people')).toEqual([{ version: 3, count: everybody.length }]);
  expect(await versions('institutions_institutions')).toEqual([{ version: 3, count: more + 1 }]);
});

it('a setting that is missing is named', () => {
  const { status, stderr } = spawnSync(process.execPath, ['dist/announce-all.command.js'], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] },
  });
  expect(status).toBe(1);
  expect(stderr).toContain('DATABASE_WORKER_URL');
});
