import type { Official } from '../src/reviews/index.js';
import { centre, colleague, friday, kagoshima, otherCentre, secretariat, tokushima } from './samples.js';
import { stored, type Stored } from './stored.js';

const mine = '5f0c7b1e-0000-4000-8000-000000000001';

let store: Stored;

beforeAll(async () => {
  store = await stored();
  await store.ask(
    `INSERT INTO approval.desk_institutions
       (id, version, name, type, prefecture, municipality, municipality_code, location, has_account, search_key,
        search_key_version)
     VALUES ('one', 1, '薬局', 'pharmacy', '46', '鹿児島市', '46201', 'x', true, 'x', 1),
            ('two', 1, '薬局', 'pharmacy', '36', '徳島市', '36201', 'x', true, 'x', 1)`,
  );
  await store.ask(
    `INSERT INTO approval.desk_identity_checks (id, institution, prefecture, official, at, facts)
     VALUES ($1, 'one', '46', 'official-46', $2, '{name}')`,
    [mine, friday],
  );
});
afterAll(() => store.close());

const as = <Result>(official: Official, sql: string): Promise<Result> =>
  store.databases.forOfficial(official, (tx) => tx.$queryRawUnsafe<Result>(sql));
const count = async (official: Official, table: string): Promise<number> =>
  Number((await as<[{ count: string }]>(official, `SELECT count(*) FROM ${table}`))[0].count);

describe('row-level security of the desk (R158, R163)', () => {
  it.each([
    ['a prefecture', kagoshima, 1, 1],
    ['another prefecture', tokushima, 1, 0],
    ['a prefecture without its number', { ...kagoshima, prefecture: undefined }, 0, 0],
    ['a health centre', centre, 1, 0],
    ['a health centre of another area', otherCentre, 0, 0],
    ['the secretariat', secretariat, 2, 1],
  ])('shows %s its institutions, and checks to prefectures and the secretariat', async (_, official, ones, checks) => {
    expect(await count(official, 'desk_institutions')).toBe(ones);
    expect(await count(official, 'desk_identity_checks')).toBe(checks);
  });

  const insert = (institution: string, prefecture: string, official: string) =>
    `INSERT INTO desk_identity_checks (id, institution, prefecture, official, at, facts)
     VALUES (gen_random_uuid(), '${institution}', '${prefecture}', '${official}', now(), '{name}')`;

  it('lets an official record checks of their own, on institutions of their prefecture', async () => {
    await as(colleague, insert('one', '46', colleague.sub));
    await store.ask('DELETE FROM approval.desk_identity_checks WHERE id <> $1', [mine]);
  });

  it.each([
    ['in another’s name', kagoshima, insert('one', '46', colleague.sub)],
    ['on an institution of another prefecture', kagoshima, insert('two', '46', kagoshima.sub)],
    ['for another prefecture', kagoshima, insert('two', '36', kagoshima.sub)],
    ['as a health centre', centre, insert('one', '46', centre.sub)],
    ['as the secretariat', secretariat, insert('one', '46', secretariat.sub)],
  ])('lets nobody record a check %s', async (_, official, sql) => {
    await expect(as(official, sql)).rejects.toThrow(/row-level security/);
  });

  it.each([
    `UPDATE desk_identity_checks SET official = 'somebody else'`,
    'DELETE FROM desk_identity_checks',
    `UPDATE desk_institutions SET prefecture = '36'`,
    'DELETE FROM desk_institutions',
  ])('lets nobody: %s', async (sql) => {
    await expect(as(kagoshima, sql)).rejects.toThrow(/permission denied/);
  });

  it('lets a search find nothing outside the jurisdiction, whatever prefecture it names', async () => {
    const found = (official: Official, prefecture: string) =>
      as<[{ ids: string[] }]>(official, `SELECT desk_institutions_found('x', 'x', '', ${prefecture}, 10) AS ids`).then(
        ([{ ids }]) => ids,
      );
    expect(await found(kagoshima, 'NULL')).toEqual(['one']);
    expect(await found(kagoshima, `'36'`)).toEqual([]);
    expect(await found(otherCentre, 'NULL')).toEqual([]);
    expect(await found(secretariat, 'NULL')).toEqual(['one', 'two']);
  });
});
