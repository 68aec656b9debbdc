import pg from 'pg';
import { freshDatabase, type FreshDatabase } from '@todoke/testing';
import { foundRow, lockedRow, lockedRows, type SqlTransaction } from '../src/index.js';

interface Meter {
  readonly id: string;
  readonly readAt: Date;
  readonly reading: number;
}

const id = '00000000-0000-4000-8000-000000000001';
let database: FreshDatabase;
let holder: pg.Client;
let other: pg.Client;

const within = (client: pg.Client): SqlTransaction => ({
  $executeRawUnsafe: async (sql, ...values) => (await client.query(sql, values)).rowCount ?? 0,
  $queryRawUnsafe: async <Rows>(sql: string, ...values: unknown[]) => (await client.query(sql, values)).rows as Rows,
});
const meters = { table: 'meters', fields: { id: 'id', readAt: 'readAt', reading: 'reading' } };
const lock = (client: pg.Client): Promise<Meter | undefined> => lockedRow<Meter>(within(client), meters, { id });

beforeAll(async () => {
  database = await freshDatabase('reporting');
  [holder, other] = [1, 2].map(() => new pg.Client({ connectionString: database.adminUrl })) as [pg.Client, pg.Client];
  await Promise.all([holder.connect(), other.connect()]);
  await holder.query('CREATE TABLE meters (id uuid PRIMARY KEY, read_at timestamptz NOT NULL, reading int NOT NULL)');
  await holder.query('CREATE TABLE notes (meter uuid REFERENCES meters, text text)');
});
afterAll(async () => {
  await Promise.all([holder.end(), other.end()]);
  await database.drop();
});
beforeEach(async () => {
  await holder.query('TRUNCATE meters CASCADE');
  await holder.query('INSERT INTO meters VALUES ($1, $2, 7)', [id, '2026-11-20T01:00:00Z']);
  await holder.query('BEGIN');
});
afterEach(() => holder.query('ROLLBACK'));

it('a row comes under the names of the model’s fields', async () => {
  expect(await lock(holder)).toEqual({ id, readAt: new Date('2026-11-20T01:00:00Z'), reading: 7 });
});

it('a column that a migration adds meanwhile does no harm', async () => {
  await holder.query('ALTER TABLE meters ADD COLUMN added text');
  expect(Object.keys((await lock(holder)) ?? {})).toEqual(['id', 'readAt', 'reading']);
});

it('there may be no such row', async () => {
  await holder.query('DELETE FROM meters');
  expect(await lock(holder)).toBeUndefined();
  expect(await foundRow(within(holder), meters, { id })).toBeUndefined();
});

it('a row is read without waiting for who has locked it', async () => {
  await lock(holder);
  const reading = await foundRow<Meter>(within(other), meters, { id });
  expect(reading).toEqual({ id, readAt: new Date('2026-11-20T01:00:00Z'), reading: 7 });
});

it('one of several rows is locked as all are', async () => {
  await holder.query('CREATE TEMPORARY TABLE named (name text PRIMARY KEY, count int) ON COMMIT DROP');
  await holder.query(`INSERT INTO named VALUES ('b', 2), ('a', 1)`);
  const named = { table: 'named', fields: { name: 'name', count: 'count' } };
  const locked = (...names: string[]) => lockedRows(within(holder), named, 'name', names);
  expect(await locked('b')).toEqual([{ name: 'b', count: 2 }]);
  expect(await locked('c')).toEqual([]);
  expect(await locked('b', 'c', 'a')).toEqual([
    { name: 'a', count: 1 },
    { name: 'b', count: 2 },
  ]);
  const { rows } = await holder.query(`SELECT count(*)::int AS locks FROM pg_locks
    WHERE relation = 'named'::regclass AND mode = 'RowShareLock'`);
  expect(rows).toEqual([{ locks: 1 }]);
});

it('whoever waited for the row reads what the other left', async () => {
  await lock(holder);
  await other.query('BEGIN');
  const waiting = lock(other);
  await holder.query('UPDATE meters SET reading = 8');
  await holder.query('COMMIT');
  expect((await waiting)?.reading).toBe(8);
  await other.query('ROLLBACK');
});

it('nobody else changes the row meanwhile, but rows that refer to it can be added', async () => {
  await lock(holder);
  await other.query("SET lock_timeout = '50ms'");
  await expect(other.query('UPDATE meters SET reading = 9')).rejects.toThrow('lock timeout');
  await other.query('INSERT INTO notes VALUES ($1, $2)', [id, 'added while the row is locked']);
  await other.query('RESET lock_timeout');
});
