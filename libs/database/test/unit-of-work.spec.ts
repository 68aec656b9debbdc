import pg from 'pg';
import { freshDatabase, type FreshDatabase } from '@todoke/testing';
import { append, type AppendedTable, asUnitOfWork, change, isUnavailable, type SqlTransaction } from '../src/index.js';
import { beginLimited, ServiceClient } from '../src/service-client.js';

let database: FreshDatabase;
let client: pg.Client;
/** What was asked of Postgres. */
let asked: string[];

const transactionOn = (to: pg.ClientBase): SqlTransaction => ({
  $executeRawUnsafe: async (sql, ...values) => (await to.query(sql, values)).rowCount ?? 0,
  $queryRawUnsafe: async <Rows>(sql: string, ...values: unknown[]) => (await to.query(sql, values)).rows as Rows,
});
const counted = (): SqlTransaction => {
  const through = transactionOn(client);
  return {
    ...through,
    $executeRawUnsafe: (sql, ...values) => {
      asked.push(sql);
      return through.$executeRawUnsafe(sql, ...values);
    },
  };
};

const notes: AppendedTable = {
  name: 'notes',
  insert: (rows) => `INSERT INTO notes (text) SELECT text FROM jsonb_to_recordset(${rows}) AS given (text text)`,
};
const meters = { table: 'meters', fields: { id: 'id', readAt: 'readAt', reading: 'reading' } };
const noted = async (): Promise<string[]> =>
  (await client.query<{ text: string }>('SELECT text FROM notes ORDER BY id')).rows.map(({ text }) => text);
const metered = async () =>
  (await client.query('SELECT id, reading, read_at AS "readAt" FROM meters ORDER BY id')).rows;

beforeAll(async () => {
  database = await freshDatabase('reporting');
  client = new pg.Client({ connectionString: database.adminUrl });
  await client.connect();
  await client.query('CREATE TABLE notes (id bigint GENERATED ALWAYS AS IDENTITY, text text)');
  await client.query('CREATE TABLE meters (id text PRIMARY KEY, read_at timestamptz, reading int)');
});
afterAll(async () => {
  await client.end();
  await database.drop();
});
beforeEach(async () => {
  asked = [];
  await client.query('TRUNCATE notes, meters');
  await client.query("INSERT INTO meters VALUES ('a', NULL, 1), ('b', NULL, 2)");
});

it('all that a transaction appends and changes is one statement at its end, in the given order', async () => {
  const at = new Date('2026-11-20T01:00:00Z');
  await asUnitOfWork(counted(), async (tx) => {
    await append(tx, notes, [{ text: 'one' }, { text: 'other' }]);
    await change(tx, meters, 'id', [{ id: 'a', reading: 7 }]);
    await append(tx, notes, [{ text: 'third' }]);
    await change(tx, meters, 'id', [
      { id: 'a', readAt: at },
      { id: 'b', reading: null },
    ]);
    expect([asked, await noted()]).toEqual([[], []]);
  });
  expect(asked).toHaveLength(1);
  expect(await noted()).toEqual(['one', 'other', 'third']);
  expect(await metered()).toEqual([
    { id: 'a', reading: 7, readAt: at },
    { id: 'b', reading: null, readAt: null },
  ]);
});

it('nothing is asked where nothing was appended', async () => {
  await asUnitOfWork(counted(), (tx) => append(tx, notes, []));
  expect(asked).toEqual([]);
});

it('of work that fails nothing is written', async () => {
  const failing = asUnitOfWork(counted(), async (tx) => {
    await append(tx, notes, [{ text: 'lost' }]);
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect([asked, await noted()]).toEqual([[], []]);
});

it('a client that is no transaction writes at once', async () => {
  const alone = counted();
  await append(alone, notes, [{ text: 'at once' }]);
  await change(alone, meters, 'id', [{ id: 'b', reading: 3 }]);
  expect(await noted()).toEqual(['at once']);
  expect(await metered()).toContainEqual({ id: 'b', reading: 3, readAt: null });
});

describe('a limited transaction', () => {
  let pool: pg.Pool;
  beforeEach(() => {
    pool = new pg.Pool({ connectionString: database.adminUrl, max: 1, Client: ServiceClient });
  });
  afterEach(() => pool.end());

  /** As Prisma does it. */
  async function begin<Result>(work: (tx: SqlTransaction) => Promise<Result>): Promise<Result> {
    const connection = await pool.connect();
    try {
      await connection.query({ name: 'begin', text: 'BEGIN', values: [] });
      const result = await work(transactionOn(connection));
      await connection.query('COMMIT');
      return result;
    } finally {
      connection.release();
    }
  }
  const person = async (tx: SqlTransaction) =>
    (await tx.$queryRawUnsafe<{ told: string }[]>("SELECT current_setting('todoke.person', true) AS told"))[0]?.told;

  it('works for its person until its end, whatever the person is called', async () => {
    const named = "o'brien \\ '); DROP TABLE meters; --";
    expect(await beginLimited({ person: named, area: undefined }, begin, person)).toBe(named);
    expect(await begin(person)).toBe('');
    expect(await metered()).toHaveLength(2);
  });

  it('is refused a connection that has gone on to another', async () => {
    let late: SqlTransaction | undefined;
    await beginLimited({ person: 'one' }, begin, (tx) => Promise.resolve(void (late = tx)));
    await beginLimited({ person: 'other' }, begin, async (tx) => {
      const refused = person(late as SqlTransaction);
      await expect(refused).rejects.toThrow('the transaction has ended');
      expect(isUnavailable(await refused.catch((error: unknown) => error))).toBe(true);
      expect(await person(tx)).toBe('other');
    });
  });

  it('gives its limits to no other that begins within it', async () => {
    await beginLimited({ person: 'one' }, begin, async (tx) => {
      const other = new ServiceClient(database.adminUrl);
      await other.connect();
      await other.query('BEGIN');
      expect(await person(transactionOn(other))).toBe(null);
      await other.end();
      expect(await person(tx)).toBe('one');
    });
  });
});
