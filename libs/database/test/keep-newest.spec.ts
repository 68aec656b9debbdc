import pg from 'pg';
import fc from 'fast-check';
import { freshDatabase, type FreshDatabase } from '@todoke/testing';
import { keepNewest, type NewestOf, type SqlTransaction } from '../src/index.js';

let database: FreshDatabase;
let client: pg.Client;
let transaction: SqlTransaction;

const readings: NewestOf = {
  table: 'readings',
  key: 'meter',
  position: ['round', 'version'],
  fields: { meter: 'text', round: 'int', version: 'int', readAt: 'timestamptz', tags: 'text[]', note: 'text' },
};
interface Reading {
  meter: string;
  round: number;
  version: number;
}

beforeAll(async () => {
  database = await freshDatabase('reporting');
  client = new pg.Client({ connectionString: database.adminUrl });
  await client.connect();
  await client.query(
    `CREATE TABLE readings
       (meter text PRIMARY KEY, round int NOT NULL, version int NOT NULL, read_at timestamptz, tags text[], note text)`,
  );
  transaction = {
    $executeRawUnsafe: async (sql, ...values) => (await client.query(sql, values)).rowCount ?? 0,
    $queryRawUnsafe: async <Rows>(sql: string, ...values: unknown[]) => (await client.query(sql, values)).rows as Rows,
  };
});
afterAll(async () => {
  await client.end();
  await database.drop();
});
beforeEach(() => client.query('TRUNCATE readings'));

const stored = async () =>
  (await client.query<Reading>('SELECT meter, round, version FROM readings ORDER BY meter')).rows;

it('a row comes whole: dates, arrays and what is left out', async () => {
  const at = new Date('2026-11-20T01:00:00Z');
  await keepNewest(transaction, readings, [{ meter: 'one', round: 1, version: 1, readAt: at, tags: ['a', 'b'] }]);
  expect((await client.query('SELECT read_at, tags, note FROM readings')).rows).toEqual([
    { read_at: at, tags: ['a', 'b'], note: null },
  ]);
});

it('nothing is asked of the database for no rows', async () => {
  const never = {
    $executeRawUnsafe: () => Promise.reject(new Error('asked')),
    $queryRawUnsafe: () => Promise.reject(new Error('asked')),
  };
  await keepNewest(never, readings, []);
  expect(await stored()).toEqual([]);
});

it('the newest of each key stays, whatever the order, the repetition and the batches', async () => {
  const reading = fc.record({
    meter: fc.constantFrom('one', 'two', 'three'),
    round: fc.integer({ min: 1, max: 3 }),
    version: fc.integer({ min: 1, max: 5 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(reading, { maxLength: 8 }), { maxLength: 4 }), async (batches) => {
      await client.query('TRUNCATE readings');
      for (const batch of batches) await keepNewest(transaction, readings, batch);
      const newest = new Map<string, Reading>();
      for (const one of batches.flat()) {
        const known = newest.get(one.meter);
        const newer =
          known === undefined || one.round > known.round || (one.round === known.round && one.version > known.version);
        if (newer) newest.set(one.meter, one);
      }
      expect(await stored()).toEqual([...newest.values()].sort((a, b) => (a.meter < b.meter ? -1 : 1)));
    }),
    { numRuns: 60 },
  );
});
