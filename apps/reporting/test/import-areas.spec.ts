import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freshDatabase, rows, type FreshDatabase } from '@todoke/testing';
import { areaFileHeader } from '../src/institutions/domain/area-file.js';

const folder = fileURLToPath(new URL('..', import.meta.url));
const files = mkdtempSync(join(tmpdir(), 'areas-'));

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase('reporting');
  await rows(
    database.adminUrl,
    `INSERT INTO reporting.institutions (id, version, prefecture, municipality_code, name, type, permissions) VALUES
      ('in-akita', 1, '05', '05213', '県北病院', 'hospital', '{}'),
      ('in-kagoshima', 1, '46', '46201', '城山病院', 'hospital', '{}'),
      ('nowhere', 1, '46', NULL, '所在地不明病院', 'hospital', '{}')`,
  );
});
afterAll(async () => {
  rmSync(files, { recursive: true });
  await database.drop();
});

const akita = '05213,北秋田市,05,0502,北秋田,0509,県北';
const kagoshima = '46201,鹿児島市,46,4601,鹿児島,4601,鹿児島';
const kanoya = '46203,鹿屋市,46,4610,肝属,4610,肝属';

/** What an operator runs, on a day. */
function imported(lines: readonly string[], day = '2026-11-30') {
  const file = join(files, 'areas.csv');
  writeFileSync(file, [areaFileHeader.join(','), ...lines, ''].join('\n'));
  const CLOCK_START = `${day}T12:00:00+09:00`;
  const env = { PATH: process.env['PATH'], DATABASE_WORKER_URL: database.workerUrl, CLOCK_START };
  const { status, stdout, stderr } = spawnSync(process.execPath, ['dist/import-areas.command.js', file], {
    cwd: folder,
    encoding: 'utf8',
    env,
  });
  return { status, said: stdout.trim().split('\n'), faults: stderr.trim().split('\n') };
}

const ask = (sql: string) => rows(database.adminUrl, sql);
const placed = () => ask('SELECT id, area, area_name, area_plan FROM reporting.institutions ORDER BY id');
const areas = () => ask('SELECT plan, code, name, official FROM reporting.institutions_areas ORDER BY plan, code');

it('brings areas of both plans, says what changed, and moves institutions to those of the plan in force', async () => {
  expect(imported([akita, kagoshima, kanoya])).toEqual({
    status: 0,
    said: [
      'reporting: areas: 6 added, 0 changed, 0 removed',
      'reporting: municipalities: 6 added, 0 moved, 0 removed',
      'reporting: 2 institutions are in another area now',
    ],
    faults: [''],
  });
  expect(await areas()).toEqual([
    { plan: '7', code: '0502', name: '北秋田', official: true },
    { plan: '7', code: '4601', name: '鹿児島', official: true },
    { plan: '7', code: '4610', name: '肝属', official: true },
    { plan: '8', code: '0509', name: '県北', official: false },
    { plan: '8', code: '4601', name: '鹿児島', official: true },
    { plan: '8', code: '4610', name: '肝属', official: true },
  ]);
  expect(await placed()).toEqual([
    { id: 'in-akita', area: '0509', area_name: '県北', area_plan: '8' },
    { id: 'in-kagoshima', area: '4601', area_name: '鹿児島', area_plan: '8' },
    { id: 'nowhere', area: '', area_name: '', area_plan: '' },
  ]);
});

it('changes nothing the second time', () => {
  expect(imported([akita, kagoshima, kanoya]).said).toEqual([
    'reporting: areas: 0 added, 0 changed, 0 removed',
    'reporting: municipalities: 0 added, 0 moved, 0 removed',
    'reporting: 0 institutions are in another area now',
  ]);
});

it('removes what a prefecture of the file no longer has, and leaves other prefectures as they are', async () => {
  expect(imported(['46201,鹿児島市,46,4601,鹿児島,4603,南薩']).said).toEqual([
    'reporting: areas: 1 added, 0 changed, 3 removed',
    'reporting: municipalities: 0 added, 1 moved, 2 removed',
    'reporting: 1 institutions are in another area now',
  ]);
  expect((await areas()).map(({ code }) => code)).toEqual(['0502', '4601', '0509', '4603']);
});

it('does nothing where a row has a fault, and says where', async () => {
  const before = await placed();
  const { status, faults } = imported([kagoshima, '46203,鹿屋市,36,4610,肝属,4610,肝属']);
  expect(status).toBe(1);
  expect(faults).toContain('line 3: municipality 46203 is not in prefecture 36');
  expect(faults.at(-1)).toBe('nothing is imported: 3 faults');
  expect(await placed()).toEqual(before);
});

it('goes by the plan of the day', async () => {
  imported([akita, kagoshima], '2024-03-31');
  expect((await placed())[0]).toMatchObject({ area: '0502', area_plan: '7' });
  imported([akita, kagoshima], '2024-04-01');
  expect((await placed())[0]).toMatchObject({ area: '0509', area_plan: '8' });
});

/** The whole country, where the file lies beside the project. */
const country = new URL('../../../../shared/data/medical-areas.csv', import.meta.url);
const isThere = existsSync(country);
const which = isThere ? 'the whole country' : 'a sample, as the file is not there';

it(`takes every area and municipality of ${which}`, async () => {
  const text = isThere ? readFileSync(country, 'utf8') : ['', akita, kagoshima, kanoya].join('\n');
  const lines = text.trimEnd().split(/\r?\n/).slice(1);
  expect(imported(lines)).toMatchObject({ status: 0, faults: [''] });
  const cells = lines.map((line) => line.split(','));
  const counted = 'SELECT plan, count(*)::int AS areas FROM reporting.institutions_areas GROUP BY plan ORDER BY plan';
  const told = [3, 5].map((column) => new Set(cells.map((row) => row[column])).size);
  expect((await ask(counted)).map(({ areas: count }) => count)).toEqual(isThere ? [335, 330] : told);
  const placedTowns = `SELECT plan, count(*)::int AS towns FROM reporting.institutions_area_municipalities
    WHERE municipality = ANY ($1) GROUP BY plan`;
  const towns = await rows(database.adminUrl, placedTowns, [cells.map(([code]) => code)]);
  expect(towns.map((row) => row['towns'])).toEqual([lines.length, lines.length]);
});
