import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { eventually, freshDatabase, type FreshDatabase, rows } from '@todoke/testing';
import { byteOrderMark, headerLine, lineOf } from '../src/open-data/domain/csv.js';
import type { Layout } from '../src/open-data/domain/layout.js';
import { layoutNamed } from '../src/open-data/domain/layouts.js';
import { type Sample as Institution, putInstitutions } from './institutions.js';
import { hospitalsFile, hospitalsName, isReal } from './open-data-file.js';

const folder = fileURLToPath(new URL('..', import.meta.url));
const files = mkdtempSync(join(tmpdir(), 'open-data-'));

let database: FreshDatabase;
beforeEach(async () => {
  database = await freshDatabase('reporting');
});
afterEach(() => database.drop());
afterAll(() => rmSync(files, { recursive: true }));

const ask = <Row extends object>(sql: string, values: unknown[] = []) =>
  rows<Row & Record<string, unknown>>(database.adminUrl, sql, values);
const known = (institutions: readonly Institution[]) =>
  putInstitutions({ ask } as Parameters<typeof putInstitutions>[0], institutions);

const hospitals = layoutNamed('01-1_hospital_facility_info')!;
const hours = layoutNamed('01-2_hospital_speciality_hours')!;

const rowOf = ({ columns, kind }: Layout, told: Readonly<Record<string, string>>): string[] =>
  columns.map(({ name, format }) => {
    const usual: Readonly<Record<string, string>> = { 機関区分: kind, 都道府県コード: told['ID']?.slice(0, 2) ?? '' };
    return told[name] ?? usual[name] ?? (format.kind === 'degrees' ? '0.0' : '');
  });
const fileOf = (layout: Layout, told: readonly Readonly<Record<string, string>>[]): string =>
  byteOrderMark + headerLine(layout) + told.map((row) => lineOf(layout, rowOf(layout, row))).join('');

const environment = () => ({ PATH: process.env['PATH'], DATABASE_WORKER_URL: database.workerUrl });
const command = (...args: readonly string[]) => ['dist/import-open-data.command.js', ...args];

/** What an operator runs. */
function imported(content: string | Buffer, ...options: readonly string[]) {
  const file = join(files, '01-1_hospital_facility_info_20250601.csv.gz');
  const report = join(files, 'report.csv');
  rmSync(report, { force: true });
  writeFileSync(file, gzipSync(content));
  const { status, stdout, stderr } = spawnSync(process.execPath, command(file, '--report', report, ...options), {
    cwd: folder,
    encoding: 'utf8',
    env: environment(),
  });
  const told = status === 0 ? readFileSync(report, 'utf8').trim().split('\r\n').slice(1) : [];
  return { status, said: stdout.trim(), told, stderr: stderr.trim() };
}

const facts = () =>
  ask<{ institution: string; values: Record<string, unknown>; asOf: string; source: string }>(
    `SELECT institution, values, as_of::text AS "asOf", source FROM reporting.reports_known ORDER BY institution`,
  );

const shiroyama = { ID: '461hna1234', 正式名称: '城山病院', 市区町村コード: '201', 一般病床: '60', 略称: '城山' };
const sakura = { ID: '4610000001', 正式名称: 'さくら病院', 市区町村コード: '201', 所在地: '鹿児島県鹿児島市本町1' };
const master: readonly Institution[] = [
  {
    id: 'shiroyama',
    type: 'hospital',
    name: '医療法人城山会　城山病院',
    institutionCode: 'HNA1234',
    location: '鹿児島県鹿児島市城山町１',
  },
  { id: 'sakura', type: 'hospital', name: 'さくら病院', location: '鹿児島県鹿児島市本町１番地' },
  { id: 'wakaba', type: 'hospital', name: 'わかば病院', location: '鹿児島県鹿児島市中町２' },
  { id: 'clinic', type: 'clinic', name: 'さくら病院', location: '鹿児島県鹿児島市本町１番地' },
];
const shiroyamaThere = { ...shiroyama, 所在地: '鹿児島県鹿児島市城山町1' };

describe('a file of hospitals', () => {
  it('becomes what is known before the first report, and each row is told what became of it', async () => {
    await known(master);
    const { status, said, told } = imported(
      fileOf(hospitals, [
        shiroyamaThere,
        sakura,
        { ...sakura, ID: '4610000002' },
        { ID: '4610000003', 正式名称: 'わかば病院', 市区町村コード: '201', 所在地: '鹿児島県鹿児島市別町９' },
        { ID: '4610000004', 正式名称: '知らない病院' },
        { ID: '4610000005', 正式名称: 'みどり病院', 祝日に休診: '休', 一般病床: '多数' },
        { ID: '3610000006', 正式名称: '徳島の病院' },
      ]),
      '--prefecture',
      '46',
    );
    expect(status).toBe(0);
    expect(said).toBe('reporting: rows: taken 2, doubtful 1, unknown 1, faulty 1, repeated 1, elsewhere 1');
    expect(told).toEqual([
      '2,"461hna1234","城山病院","取込済","機関コードが一致しました。"',
      '3,"4610000001","さくら病院","取込済","名称と所在地が一致しました。"',
      '4,"4610000002","さくら病院","重複","3行目と同じ機関です。"',
      '5,"4610000003","わかば病院","要確認","名称は一致しますが、所在地が違います。候補：「わかば病院」"',
      '6,"4610000004","知らない病院","該当なし","医療機関マスタに該当する機関がありません。"',
      '7,"4610000005","みどり病院","誤り","「祝日に休診」0か1ではありません、「一般病床」数ではありません。"',
      '8,"3610000006","徳島の病院","対象外","他の都道府県の機関です。"',
    ]);
    expect(await facts()).toMatchObject([
      { institution: 'sakura', values: { name: 'さくら病院' }, source: 'open-data:01-1_hospital_facility_info' },
      {
        institution: 'shiroyama',
        values: { name: '城山病院', beds_general: 60, short_name: '城山' },
        asOf: '2025-06-01',
      },
    ]);
    expect(await ask('SELECT institution, id FROM reporting.open_data_ids ORDER BY id')).toEqual([
      { institution: 'sakura', id: '4610000001' },
      { institution: 'shiroyama', id: '461hna1234' },
    ]);
  });

  it('changes nothing the second time', async () => {
    await known(master);
    const content = fileOf(hospitals, [shiroyamaThere, sakura]);
    const first = imported(content);
    const before = await facts();
    expect(imported(content)).toEqual(first);
    expect(await facts()).toEqual(before);
    expect(await ask('SELECT count(*)::int FROM reporting.open_data_imports')).toEqual([{ count: 1 }]);
    expect(await ask(`SELECT count(*)::int FROM reporting.audit WHERE action = 'open-data.imported'`)).toEqual([
      { count: 1 },
    ]);
  });

  it('of a later day replaces what an earlier one told, blanks too; an earlier one changes nothing', async () => {
    await known(master);
    imported(fileOf(hospitals, [shiroyamaThere]));
    const { 略称: _none, ...later } = { ...shiroyamaThere, 一般病床: '70' };
    imported(fileOf(hospitals, [later]), '--as-of', '2025-12-01');
    const now = [{ institution: 'shiroyama', asOf: '2025-12-01', values: { name: '城山病院', beds_general: 70 } }];
    expect(await facts()).toMatchObject(now);
    expect((await facts())[0]?.values).not.toHaveProperty('short_name');
    const old = imported(fileOf(hospitals, [{ ...shiroyamaThere, 一般病床: '50' }]), '--as-of', '2024-12-01');
    expect(old.said).toBe('reporting: rows: older 1');
    expect(await facts()).toMatchObject(now);
  });

  it('takes nothing over where it cannot be read to its end, and says where', async () => {
    await known(master);
    const whole = fileOf(hospitals, [shiroyamaThere, sakura]);
    const { status, stderr } = imported(`${whole}"4610000009","閉じない`);
    expect(status).toBe(1);
    expect(stderr).toBe('4行目「正式名称」：引用符（"）が閉じられていません\nnothing is imported');
    expect(await facts()).toEqual([]);
    expect(await ask('SELECT FROM reporting.open_data_imports')).toEqual([]);
  });

  it('may be checked without being taken over', async () => {
    await known(master);
    const content = fileOf(hospitals, [shiroyamaThere]);
    expect(imported(content, '--check').said).toBe('reporting: rows: matched 1');
    expect(await facts()).toEqual([]);
    expect(imported(content).said).toBe('reporting: rows: taken 1');
    expect(await facts()).toHaveLength(1);
  });
});

it('departments join what is known of their hospital, whole or not at all', async () => {
  await known(master);
  imported(fileOf(hospitals, [shiroyamaThere, sakura]));
  const department = (ID: string, 診療時間帯: string, told: Readonly<Record<string, string>> = {}) => ({
    ...{ ID, 診療科目コード: '01001', 診療科目名: '内科', 診療時間帯 },
    ...told,
  });
  const { said } = imported(
    fileOf(hours, [
      department('461hna1234', '1', { 月_診療開始時間: '09:00', 月_診療終了時間: '12:00' }),
      department('461hna1234', '2'),
      department('4610000001', '1'),
      department('4610000001', '9'),
      department('4610000099', '1'),
    ]),
  );
  expect(said).toBe('reporting: rows: taken 2, unknown 1, faulty 1, held 1');
  const [one, other] = await facts();
  expect(one?.values).not.toHaveProperty('departments');
  expect(other?.values).toMatchObject({
    beds_general: 60,
    departments: [{ code: '01001', slot: '1', mon_open: '09:00', mon_close: '12:00' }],
  });
});

it('goes on where it was, when it was killed in the middle', async () => {
  const many = Array.from({ length: 6_000 }, (_, at) => ({
    ...{ ID: `461${String(at + 1).padStart(7, '0')}`, 正式名称: `病院${at + 1}`, 市区町村コード: '201' },
  }));
  await known(
    many.map(({ ID, 正式名称 }) => ({ id: ID, type: 'hospital', name: 正式名称, institutionCode: ID.slice(3) })),
  );
  const file = join(files, 'many_20250601.csv');
  writeFileSync(file, fileOf(hospitals, many));
  const count = async () =>
    (await ask<{ count: number }>('SELECT count(*)::int FROM reporting.open_data_import_rows'))[0]?.count ?? 0;
  const first = spawn(process.execPath, command(file), { cwd: folder, env: environment(), stdio: 'ignore' });
  const over = new Promise((resolve) => first.once('exit', resolve));
  await eventually(async () => expect(await count()).toBeGreaterThan(0));
  first.kill('SIGKILL');
  await over;
  const { status, stdout } = spawnSync(process.execPath, command(file), {
    cwd: folder,
    encoding: 'utf8',
    env: environment(),
  });
  expect([status, stdout.trim()]).toEqual([0, 'reporting: rows: taken 6000']);
  expect(await facts()).toHaveLength(6_000);
});

describe(hospitalsName, () => {
  it('is read whole, and what it tells of institutions that are known is taken over', async () => {
    const id = isReal ? '0111010000010' : '47112';
    const name = isReal ? '札幌医科大学附属病院' : '青い海病院';
    const prefecture = id.slice(0, 2);
    await known([{ id: 'one', type: 'hospital', name, prefecture, institutionCode: id.slice(3) }]);
    const { status, said, told } = imported(hospitalsFile);
    expect(status).toBe(0);
    expect(said).toBe(`reporting: rows: taken 1, unknown ${isReal ? 7_586 : 1}`);
    expect(told).toHaveLength(isReal ? 7_587 : 2);
    expect(await facts()).toMatchObject([{ institution: 'one', values: { name } }]);
  });
});
