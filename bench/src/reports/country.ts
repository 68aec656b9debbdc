import { rows } from '@todoke/testing';

/** How many institutions report, and how many of them are filling in their report. */
export interface Reporting {
  readonly reports: number;
  readonly drafts: number;
}

const place = `lpad((1 + n % 47)::text, 2, '0')`;
/** As in the country: 4 % are hospitals, 38 % clinics, 26 % dentists, 1 % midwives, the others pharmacies. */
const type = `CASE WHEN n % 100 < 4 THEN 'hospital' WHEN n % 100 < 42 THEN 'clinic'
  WHEN n % 100 < 68 THEN 'dental-clinic'
  WHEN n % 100 < 69 THEN 'midwifery-centre' ELSE 'pharmacy' END`;

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const object = (entries: readonly (readonly [string, string])[]): string =>
  `jsonb_build_object(${entries.map(([key, value]) => `'${key}', ${value}`).join(', ')})`;
const text = (value: string): string => `'${value}'::text`;
const flag = (at: number): string => `((n + ${at}) % 2)::text`;
const hours = (at: number): string =>
  object([
    ['code', text(`0${at}001`)],
    ['slot', text('1')],
    ...days.flatMap((day) => [[`${day}_open`, text('09:00')] as const, [`${day}_close`, text('12:30')] as const]),
  ]);

/** A hundred items, among them all that the open data has. */
const values = [
  object([
    ['name', `'医療法人 第' || n || '医院'`],
    ['name_kana', text('イリョウホウジンイイン')],
    ['short_name', `'第' || n`],
    ['name_en', text('Example Clinic')],
    ['prefecture_code', place],
    ['city_code', text('201')],
    ['address', `'中央市本町' || n || '番地'`],
    ['latitude', '31.5 + (n % 1000) / 1000.0'],
    ['longitude', '130.5 + (n % 1000) / 1000.0'],
    ['website', `'https://clinic' || n || '.example.jp/'`],
    ['phone', `'099' || lpad((n % 10000000)::text, 7, '0')`],
    ['closed_weekly', object(days.map((day, at) => [day, object([['open', flag(at)]])]))],
    ['closed_nth_week', object([['sat', object([1, 3, 5].map((week) => [`w${week}`, text('0')]))]])],
    ['open_holiday', text('0')],
    ['closed_other', text('年末年始（12月29日から1月3日まで）、お盆（8月13日から15日まで）')],
    ['beds_general', 'n % 200'],
    ['beds_total', 'n % 200'],
    ['departments', `jsonb_build_array(${[1, 2, 3].map(hours).join(', ')})`],
  ]),
  ...[0, 1].map((half) => object(Array.from({ length: 41 }, (_, at) => [`other_${half}_${at}`, flag(at)]))),
].join(' || ');

/** Fills reporting's database: institutions of all prefectures, each with a report of the fiscal year, published. */
export async function fillReports(adminUrl: string, { reports, drafts }: Reporting, year: number): Promise<void> {
  const ask = (sql: string, told: unknown[] = []) => rows(adminUrl, sql, told);
  await ask(
    `INSERT INTO reporting.institutions
       (id, version, prefecture, municipality_code, municipality, name, type, permissions, location, phone,
        institution_code, has_account, area, area_name, area_plan, search_key, search_key_version)
     SELECT 'b-' || n, 1, ${place}, ${place} || '201', '中央市', '第' || n || '医院', ${type},
            CASE WHEN n % 100 < 69 THEN '{medical}' ELSE '{pharmacy}' END::text[], '中央市本町' || n, '0990000000',
            lpad(n::text, 7, '0'), true, ${place} || '01', '中央', '8', '第' || n || '医院', 999
     FROM generate_series(1, $1::integer) AS n`,
    [reports],
  );
  await ask(
    `INSERT INTO reporting.reports_windows
       (prefecture, scheme, fiscal_year, opens_on, closes_on, reference_day, results_fiscal_year)
     SELECT lpad(n::text, 2, '0'), scheme, $1, current_date - 20, current_date + 20, current_date, $1 - 1
     FROM generate_series(1, 47) AS n, unnest(ARRAY['medical', 'pharmacy']) AS scheme`,
    [year],
  );
  await ask(
    `INSERT INTO reporting.reports_published
       (institution, scheme, type, prefecture, municipality_code, fiscal_year, form_version, values, published_on)
     SELECT 'b-' || n, CASE WHEN n % 100 < 69 THEN 'medical' ELSE 'pharmacy' END, ${type}, ${place}, ${place} || '201',
            $2::integer - 2, 1, ${values}, make_date($2::integer - 1, 4, 1)
     FROM generate_series(1, $1::integer) AS n`,
    [reports, year],
  );
  await ask(
    `INSERT INTO reporting.reports
       (institution, scheme, fiscal_year, kind, route, prefecture, municipality_code, type, state, form_version,
        version, round, values, drafted_by, drafted_at, submitted_by, submitted_at, released_by, released_at)
     SELECT institution, scheme, $1::integer - 1, 'yearly', 'web', prefecture, municipality_code, type, 'submitted',
            1, 2, 1, values, 'p', now() - interval '9 months', 'p', now() - interval '9 months', NULL, NULL
     FROM reporting.reports_published`,
    [year],
  );
  await ask(
    `INSERT INTO reporting.reports
       (institution, scheme, fiscal_year, kind, route, prefecture, municipality_code, type, state, form_version,
        version, round, drafted_by, drafted_at)
     SELECT institution, scheme, $2, 'yearly', 'web', prefecture, municipality_code, type, 'draft', 1, 1, 1, 'p', now()
     FROM reporting.reports_published WHERE type = 'clinic' ORDER BY institution LIMIT $1`,
    [drafts, year],
  );
  for (const table of ['institutions', 'reports', 'reports_published']) await ask(`VACUUM ANALYZE reporting.${table}`);
}

/** The institutions that are filling in their report. */
export async function draftsOf(adminUrl: string, year: number): Promise<string[]> {
  const found = await rows<{ institution: string }>(
    adminUrl,
    `SELECT institution FROM reporting.reports WHERE state = 'draft' AND fiscal_year = $1 ORDER BY institution`,
    [year],
  );
  return found.map(({ institution }) => institution);
}

/** The reports of a year become 公表予定: what the job of 1 April takes. */
export async function releaseAll(adminUrl: string, year: number): Promise<void> {
  await rows(
    adminUrl,
    `UPDATE reporting.reports SET state = 'released', version = 3, released_by = 'p', released_at = now()
     WHERE fiscal_year = $1::integer - 1 AND state = 'submitted'`,
    [year],
  );
}

/** How many reports of a year are published. */
export async function publishedOf(adminUrl: string, year: number): Promise<number> {
  const [found] = await rows<{ count: number }>(
    adminUrl,
    `SELECT count(*)::int FROM reporting.reports WHERE fiscal_year = $1::integer - 1 AND state = 'published'`,
    [year],
  );
  return found?.count ?? 0;
}
