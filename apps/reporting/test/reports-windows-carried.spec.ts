import { readFileSync } from 'node:fs';
import { freshDatabase, type FreshDatabase } from '@todoke/testing';
import pg from 'pg';
import { fiscalYearOf } from '../src/reports/index.js';

const migration = readFileSync(
  new URL('../prisma/migrations/20261203000000_reports/migration.sql', import.meta.url),
  'utf8',
);

let database: FreshDatabase;
let admin: pg.Client;

beforeAll(async () => {
  database = await freshDatabase('reporting');
  admin = new pg.Client({ connectionString: database.adminUrl, options: '-c search_path=reporting' });
  await admin.connect();
});

afterAll(async () => {
  await admin.end();
  await database.drop();
});

/** The windows after the migration, of days as they stood in the table of before: month and day of every year. */
async function carried(before: readonly (readonly [string, string, string])[]) {
  await admin.query('BEGIN');
  try {
    await admin.query(
      `DROP TABLE reports_windows, reports_history, reports_drafts, reports, reports_published, reports_known CASCADE;
       CREATE TABLE report_windows (prefecture text PRIMARY KEY, from_day text, to_day text)`,
    );
    for (const row of before) await admin.query('INSERT INTO report_windows VALUES ($1, $2, $3)', [...row]);
    await admin.query(migration);
    const { rows } = await admin.query<{ prefecture: string; year: number; opens: string; closes: string }>(
      `SELECT prefecture, fiscal_year AS year, opens_on::text AS opens, closes_on::text AS closes
       FROM reports_windows WHERE scheme = 'medical' ORDER BY 1, 2`,
    );
    const { rows: schemes } = await admin.query(`SELECT scheme FROM reports_windows GROUP BY 1 ORDER BY 1`);
    return { rows, schemes: schemes.map((one: { scheme: string }) => one.scheme) };
  } finally {
    await admin.query('ROLLBACK');
  }
}

const year = fiscalYearOf(new Date().toISOString().slice(0, 10));

it('a prefecture with the usual days has no row afterwards: the usual days hold (R52)', async () => {
  expect(await carried([['13', '01-05', '03-31']])).toEqual({ rows: [], schemes: [] });
});

it('days of every year become the windows of this fiscal year and the next, of both schemes (R52)', async () => {
  expect(await carried([['46', '01-07', '02-27']])).toEqual({
    rows: [
      { prefecture: '46', year, opens: `${year + 1}-01-07`, closes: `${year + 1}-02-27` },
      { prefecture: '46', year: year + 1, opens: `${year + 2}-01-07`, closes: `${year + 2}-02-27` },
    ],
    schemes: ['medical', 'pharmacy'],
  });
});

it.each([
  ['that lie in autumn (R97)', '10-01', '11-30', [`${year}-10-01`, `${year}-11-30`]],
  ['that last into April, which never opened before', '01-05', '04-10', [`${year + 1}-01-05`, `${year + 1}-04-10`]],
])('days %s keep their order', async (_, from, to, expected) => {
  const { rows } = await carried([['46', from, to]]);
  expect([rows[0]?.opens, rows[0]?.closes]).toEqual(expected);
});

it('days that no calendar has are the last of their month, or left out', async () => {
  const { rows } = await carried([
    ['46', '01-05', '02-31'],
    ['36', '13-01', '14-01'],
  ]);
  expect(rows.map(({ prefecture, closes }) => [prefecture, closes.slice(5, 8)])).toEqual([
    ['46', '02-'],
    ['46', '02-'],
  ]);
});
