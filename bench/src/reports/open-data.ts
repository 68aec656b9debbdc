import { spawn } from 'node:child_process';
import { request } from 'undici';

export interface Downloaded {
  readonly seconds: number;
  readonly bytes: number;
  readonly lines: number;
}

const slugs = [
  '01-1_hospital_facility_info',
  '01-2_hospital_speciality_hours',
  '02-1_clinic_facility_info',
  '02-2_clinic_speciality_hours',
  '03-1_dental_facility_info',
  '03-2_dental_speciality_hours',
  '04_maternity_home',
  '05_pharmacy',
];

/** All files of the open data, one after the other. */
export async function downloadAll(url: string): Promise<Downloaded> {
  const started = performance.now();
  let bytes = 0;
  let lines = 0;
  for (const slug of slugs) {
    const { statusCode, body } = await request(`${url}/open-data/${slug}.csv`, { bodyTimeout: 600_000 });
    if (statusCode !== 200) throw new Error(`${slug} was answered ${statusCode}`);
    for await (const chunk of body) {
      const part = chunk as Buffer;
      bytes += part.length;
      for (let at = part.indexOf(10); at !== -1; at = part.indexOf(10, at + 1)) lines += 1;
    }
  }
  return { seconds: (performance.now() - started) / 1_000, bytes, lines };
}

const week = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const days = [...week, 'hol'];
const texts = ['name', 'name_kana', 'short_name', 'short_name_kana', 'name_en', 'prefecture_code', 'city_code'];
const places = ['address', 'latitude', 'longitude', 'website'];
const beds = ['general', 'care', 'care_medical', 'care_nursing', 'mental', 'tuberculosis', 'infection', 'total'];

const item = (key: string): string => `v ->> '${key}'`;
const grid = (table: string, row: string, column: string): string => `v -> '${table}' -> '${row}' ->> '${column}'`;
const slotted = (table: string, most: number): string[] =>
  Array.from({ length: most }, (_, at) => at).flatMap((at) =>
    days.flatMap((day) => ['open', 'close'].map((end) => `v -> '${table}' -> ${at} ->> '${day}_${end}'`)),
  );

const daysOff = [
  ...week.map((day) => grid('closed_weekly', day, 'open')),
  ...[1, 2, 3, 4, 5].flatMap((nth) => week.map((day) => grid('closed_nth_week', day, `w${nth}`))),
  item('open_holiday'),
  item('closed_other'),
];
const facility = ['p.facility', ...[...texts, ...places].map(item), ...daysOff];
const hours = [
  'p.facility',
  ...['code', 'name'].map((key) => `d ->> '${key}'`),
  'slot',
  ...['open', 'close', 'reception_open', 'reception_close'].flatMap((end) =>
    days.map((day) => `CASE WHEN d ->> 'slot' = slot::text THEN d ->> '${day}_${end}' END`),
  ),
];

/** Each report is read out of its place once, and not again for every column. */
const from = `reporting.open_data_published AS p,
  LATERAL (SELECT p.values || '{}'::jsonb AS v OFFSET 0) AS told`;
const of = (type: string): string => `p.type = '${type}' AND p.facility IS NOT NULL`;
const inOrder = 'ORDER BY p.prefecture, p.institution';
const facilities = (type: string, columns: readonly string[]): string =>
  `SELECT ${columns.join(', ')} FROM ${from} WHERE ${of(type)} ${inOrder}`;
const departments = (type: string): string =>
  `SELECT ${hours.join(', ')} FROM ${from}, jsonb_array_elements(v -> 'departments') AS d, generate_series(1, 3) AS slot
   WHERE ${of(type)} ${inOrder}, d ->> 'code', slot`;

/** The same columns of the same rows, file by file. */
const queries = [
  facilities('hospital', [...facility, ...beds.map((kind) => item(`beds_${kind}`))]),
  departments('hospital'),
  facilities('clinic', [...facility, ...beds.slice(0, 4).map((kind) => item(`beds_${kind}`)), item('beds_total')]),
  departments('clinic'),
  facilities('dental-clinic', facility),
  departments('dental-clinic'),
  facilities('midwifery-centre', [...facility, ...slotted('work_hours', 3), ...slotted('reception_hours', 3)]),
  facilities('pharmacy', [
    ...facility,
    ...days.map((day) => grid('business_days', day, 'open')),
    ...slotted('opening_hours', 4),
  ]),
];

/** The limit of the downloads: `psql \copy` of the same columns, all fields quoted. @returns seconds */
export async function copyAll(adminUrl: string): Promise<number> {
  const started = performance.now();
  for (const query of queries) {
    const copy = `\\copy (${query.replaceAll(/\s+/g, ' ')}) TO STDOUT (FORMAT csv, FORCE_QUOTE *)`;
    const psql = spawn('psql', [adminUrl, '-qc', copy], { stdio: ['ignore', 'pipe', 'inherit'] });
    for await (const _chunk of psql.stdout);
  }
  return (performance.now() - started) / 1_000;
}
