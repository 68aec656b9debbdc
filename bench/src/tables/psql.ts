import { spawn } from 'node:child_process';

const goods = ['surgical_mask', 'n95', 'gown', 'face_shield', 'goggles', 'gloves', 'ethanol'];
const perGood = ['stock', 'used', 'bought', 'outlook', 'wanted', 'wanted_count'];
const devices = ['ventilator', 'ecmo'];
const perDevice = ['owned', 'usable', 'in_use'];

const cells = (table: string, rows: readonly string[], columns: readonly string[]): string[] =>
  rows.flatMap((row) => columns.map((column) => `a.answers -> '${table}' -> '${row}' ->> '${column}'`));

/** The columns of 週次調査csv出力, as SQL. */
const columns = [
  'a.day',
  'i.name',
  'i.institution_code',
  'i.prefecture',
  'i.area_name',
  'i.municipality',
  `CASE WHEN a.answered_at IS NULL THEN '未回答' ELSE '回答済' END`,
  'a.answered_at',
  'i.phone',
  `(SELECT string_agg(address, '、') FROM reporting.institutions_people AS p, unnest(p.addresses) AS address
    WHERE p.institution = i.id AND p.active)`,
  ...cells('goods', goods, perGood),
  ...cells('devices', devices, perDevice),
  `a.answers ->> 'ventilator_staff'`,
  `a.answers ->> 'note'`,
];

export const columnCount = columns.length;

/**
 * The limit of an export: the same rows and columns by `psql \copy`, turned into CP932 by iconv, which leaves out what
 * CP932 does not have.
 * @returns seconds, and bytes written
 */
export async function copyWithPsql(adminUrl: string, week: string): Promise<{ seconds: number; bytes: number }> {
  const query = `SELECT ${columns.join(', ')} FROM reporting.institutions AS i LEFT JOIN reporting.surveys_answers AS a
    ON a.respondent = i.id AND a.survey = 'weekly' AND a.day = '${week}' AND a.answered_at IS NOT NULL
    WHERE i.type = 'hospital' ORDER BY i.prefecture, i.area, i.name, i.id`;
  const started = performance.now();
  const psql = spawn('psql', [adminUrl, '-qc', `\\copy (${query.replaceAll('\n', ' ')}) TO STDOUT (FORMAT csv)`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const iconv = spawn('iconv', ['-c', '-f', 'UTF-8', '-t', 'CP932'], { stdio: [psql.stdout, 'pipe', 'inherit'] });
  let bytes = 0;
  for await (const chunk of iconv.stdout) bytes += (chunk as Buffer).length;
  return { seconds: (performance.now() - started) / 1_000, bytes };
}
