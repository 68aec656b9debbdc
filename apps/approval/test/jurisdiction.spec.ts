import { readPage } from '@todoke/database';
import pg from 'pg';
import type { Official } from '../src/reviews/domain/official.js';
import {
  centre,
  clinic,
  friday,
  kagoshima,
  otherCentre,
  pharmacy,
  secretariat,
  tokushima,
  waiting,
} from './samples.js';
import { listedApplications } from '../src/reviews/persistence/application-list.js';
import { stored, type Stored } from './stored.js';

let store: Stored;
let app: pg.Client;

const inTokushima = {
  ...pharmacy,
  prefecture: '36' as const,
  municipality: '徳島市',
  email: 'tokushima@example.jp',
};

beforeAll(async () => {
  store = await stored();
  await store.open(waiting(), waiting('APF-00000002', clinic), waiting('APF-00000003', inTokushima));
  await store.ask(`INSERT INTO approval.mails (id, version, number, mail, state, at)
    SELECT number, 1, number, 'M2', 'accepted', received_at FROM approval.reviews`);
  await store.ask(
    `INSERT INTO approval.institutions
       (id, version, prefecture, municipality_code, name, location, name_and_address, has_account)
     VALUES ('one', 1, '46', '46201', 'サンプル薬局', '鹿児島市', 'x', true),
            ('two', 1, '36', '36201', 'べつの薬局', '徳島市', 'y', true)`,
  );
  app = new pg.Client({ connectionString: store.database.appUrl, options: '-c search_path=approval' });
  await app.connect();
});

afterAll(async () => {
  await app.end();
  await store.close();
});

const tables = ['reviews', 'history', 'mails', 'institutions'];

/** Runs SQL as the role of requests, in a transaction with the jurisdiction of an official. */
async function as<T>(official: Official | undefined, work: () => Promise<T>): Promise<T> {
  await app.query('BEGIN');
  try {
    if (official !== undefined) {
      const { role, prefecture = '', area } = official;
      await app.query(
        `SELECT set_config('todoke.role', $1, true), set_config('todoke.prefecture', $2, true),
                set_config('todoke.area', $3, true)`,
        [role, prefecture, area.join(',')],
      );
    }
    return await work();
  } finally {
    await app.query('ROLLBACK');
  }
}

const count = async (table: string): Promise<number> =>
  Number((await app.query<{ count: string }>(`SELECT count(*) FROM ${table}`)).rows[0]?.count);
const counts = (official: Official | undefined): Promise<number[]> =>
  as(official, async () => {
    const found: number[] = [];
    for (const table of tables) found.push(await count(table));
    return found;
  });

describe('row-level security of the role that serves people (R158)', () => {
  it.each([
    ['nobody sees nothing', undefined, [0, 0, 0, 0]],
    ['a prefecture sees its own', kagoshima, [2, 2, 2, 1]],
    ['another prefecture sees its own', tokushima, [1, 1, 1, 1]],
    ['a prefecture without its number sees nothing', { ...kagoshima, prefecture: undefined }, [0, 0, 0, 0]],
    ['a health centre sees its area', centre, [2, 2, 2, 1]],
    ['a health centre of another area sees nothing of it', otherCentre, [0, 0, 0, 0]],
    ['the secretariat sees all', secretariat, [3, 3, 3, 2]],
  ])('%s', async (_, official, expected) => {
    expect(await counts(official)).toEqual(expected);
  });

  it('does not leak from one transaction into the next', async () => {
    await counts(secretariat);
    expect(await counts(undefined)).toEqual([0, 0, 0, 0]);
  });

  it("lets nobody change another prefecture's application, and the secretariat none", async () => {
    const change = () => app.query("UPDATE reviews SET version = version + 1 WHERE number = 'APF-00000001'");
    expect((await as(kagoshima, change)).rowCount).toBe(1);
    for (const official of [tokushima, otherCentre, secretariat, undefined]) {
      expect((await as(official, change)).rowCount).toBe(0);
    }
  });

  it('lets nobody move an application to another prefecture', async () => {
    const move = () => app.query("UPDATE reviews SET prefecture = '36' WHERE number = 'APF-00000001'");
    await expect(as(kagoshima, move)).rejects.toThrow(/row-level security/);
  });

  it.each([
    ["DELETE FROM reviews WHERE number = 'APF-00000001'"],
    ["UPDATE history SET what = 'x'"],
    ['DELETE FROM history'],
    ["UPDATE mails SET state = 'bounced'"],
    ['DELETE FROM institutions'],
    ["UPDATE audit SET actor = 'somebody else'"],
    ['DELETE FROM audit'],
    ['SELECT envelope FROM outbox'],
    ['UPDATE outbox SET published_at = now()'],
    ['DELETE FROM inbox'],
    ['SELECT payload FROM dead_letters'],
  ])('has no right to: %s', async (sql) => {
    await expect(as(kagoshima, () => app.query(sql))).rejects.toThrow(/permission denied/);
  });

  it('has no way into another schema', async () => {
    await expect(as(kagoshima, () => app.query('CREATE SCHEMA mine'))).rejects.toThrow(/permission denied/);
    await store.ask('CREATE SCHEMA registration CREATE TABLE registration.drafts (id int)');
    await expect(as(kagoshima, () => app.query('SELECT * FROM registration.drafts'))).rejects.toThrow(
      /permission denied/,
    );
  });
});

describe('the service itself', () => {
  it('lists only what the official may see (R158)', async () => {
    const numbers = async (official: Official) =>
      store.databases.rowsFor(official).read(async (snapshot) => {
        const query = { where: [], sort: 'received', descending: false } as const;
        const { rows } = await readPage(snapshot, listedApplications, query, 50, 'start');
        return rows.map(({ number }) => number);
      });
    expect(await numbers(kagoshima)).toEqual(['APF-00000001', 'APF-00000002']);
    expect(await numbers(tokushima)).toEqual(['APF-00000003']);
    expect(await numbers(secretariat)).toHaveLength(3);
    expect(await numbers(otherCentre)).toEqual([]);
  });

  it('shows possible duplicates of the own prefecture only', async () => {
    const twin = waiting('APF-00000009');
    await store.open({ ...twin, receivedAt: friday });
    const { duplicates } = await store.openDossier('APF-00000009', kagoshima);
    expect(duplicates.map(({ kind, likeness, name }) => ({ kind, likeness, name }))).toEqual([
      { kind: 'application', likeness: 'insurance-code', name: 'サンプル薬局' },
    ]);
    const elsewhere = await store.openDossier('APF-00000003', tokushima);
    expect(elsewhere.duplicates).toEqual([]);
  });
});
