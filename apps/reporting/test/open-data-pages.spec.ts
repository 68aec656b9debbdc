import { createHash } from 'node:crypto';
import type { Answer, Visitor } from '@todoke/testing';
import { readOpenDataFile } from '../src/open-data/index.js';
import { byteOrderMark, headerLine, lineOf } from '../src/open-data/domain/csv.js';
import { layoutNamed } from '../src/open-data/domain/layouts.js';
import { Databases } from '../src/persistence/databases.js';
import { putInstitutions } from './institutions.js';
import { november, type Running, staffed } from './running.js';

let service: Running;
let prefecture: Visitor;
let secretariat: Visitor;
let other: Visitor;
let databases: Databases;

const hospitals = layoutNamed('01-1_hospital_facility_info')!;

beforeAll(async () => {
  service = await staffed();
  databases = new Databases({
    DATABASE_URL: service.database.workerUrl,
    DATABASE_WORKER_URL: service.database.workerUrl,
    DATABASE_POOL_SIZE: 2,
  });
  [prefecture, secretariat, other] = await Promise.all([
    service.visitor('official-46'),
    service.visitor('secretariat'),
    service.visitor('official-36'),
  ]);
  await putInstitutions(service, [
    { id: 'i-1', type: 'hospital', name: '城山病院', institutionCode: '0000001' },
    { id: 'i-2', type: 'hospital', name: 'さくら病院', institutionCode: '0000002' },
  ]);
});
afterAll(async () => {
  await databases.onApplicationShutdown();
  await service.stop();
});
beforeEach(() =>
  service.ask('TRUNCATE reporting.open_data_imports, reporting.open_data_ids, reporting.reports_known CASCADE'),
);

/** A file that was read in for a prefecture. */
async function readIn({ everywhere = false } = {}): Promise<string> {
  const scope = everywhere ? undefined : '46';
  const facilities = [
    ['4610000001', '城山病院'],
    ['4610000002', 'さくら病院'],
    ['4610000009', '知らない病院'],
  ];
  const rows = facilities.map(([id = '', name = '']) =>
    hospitals.columns.map((column) => {
      const told: Readonly<Record<string, string>> = { ID: id, 正式名称: name, 機関区分: '1', 都道府県コード: '46' };
      return told[column.name] ?? (column.format.kind === 'degrees' ? '0.0' : '');
    }),
  );
  const content = Buffer.from(
    byteOrderMark + headerLine(hospitals) + rows.map((cells) => lineOf(hospitals, cells)).join(''),
  );
  const digest = createHash('sha256').update(content).digest('hex');
  async function* bytes() {
    yield content;
  }
  const file = { name: '01-1_hospital_facility_info_20250601.csv', digest, bytes };
  const asked = { file, asOf: '2025-06-01', scope };
  const { id } = await readOpenDataFile(databases.inTransaction, asked, { by: 'official-46', at: november });
  return `/open-data/imports/${id}`;
}

const known = () => service.ask('SELECT institution FROM reporting.reports_known ORDER BY 1');
const statusOf = async (asking: Promise<Answer>): Promise<number> => (await asking).status;

describe('オープンデータ', () => {
  it('leads to the files, and to what was read in', async () => {
    const path = await readIn();
    const page = await prefecture.get('/open-data');
    expect(page.h1).toBe('オープンデータ');
    expect(page.html).toContain('href="/open-data/05_pharmacy.csv"');
    expect(page.html).toContain(`href="${path}"`);
    expect(page.main).toMatch(/01-1_hospital_facility_info_20250601\.csv 病院（施設票） 2025年6月1日 .*確認待ち/);
  });

  it('is for prefectures and the secretariat', async () => {
    const path = await readIn();
    for (const sub of ['institution', 'centre-46', 'reader', 'ops']) {
      const visitor = await service.visitor(sub);
      for (const url of ['/open-data', path, `${path}/rows`])
        expect([sub, url, await statusOf(visitor.get(url))]).toEqual([sub, url, 403]);
    }
  });
});

describe('a file that was read in', () => {
  it('tells how many rows came to what, and each row', async () => {
    const path = await readIn();
    const page = await prefecture.get(path);
    expect(page.main).toContain('取込予定 2');
    expect(page.main).toContain('該当なし 1');
    const rows = await prefecture.get(`${path}/rows?outcome=unknown`);
    expect(rows.main).toContain('知らない病院');
    expect(rows.main).not.toContain('城山病院');
    await prefecture.get(`${path}/rows/export`);
    const choices = { view: 'details', format: 'csv', encoding: 'utf-8', unwritable: 'replace' };
    const file = await prefecture.send(`${path}/rows/export`, choices);
    expect(file.html.trim().split('\r\n')).toEqual([
      '行,ID,名称,結果,説明',
      '2,4610000001,城山病院,取込予定,機関コードが一致しました。',
      '3,4610000002,さくら病院,取込予定,機関コードが一致しました。',
      '4,4610000009,知らない病院,該当なし,医療機関マスタに該当する機関がありません。',
    ]);
  });

  it('is taken over by 取り込む, once', async () => {
    const path = await readIn();
    expect(await known()).toEqual([]);
    const done = await prefecture.submit(await prefecture.get(path), {}, '取り込む');
    expect(done.main).toContain('取り込みました。');
    expect(done.main).toContain('取込済 2');
    expect(await known()).toEqual([{ institution: 'i-1' }, { institution: 'i-2' }]);
    expect(await statusOf(prefecture.send(`${path}/take`))).toBe(200);
    const audited = await service.ask(
      `SELECT actor, subject, detail FROM reporting.audit WHERE action = 'open-data.imported'`,
    );
    expect(audited).toEqual([
      {
        actor: 'official-46',
        subject: hospitals.slug,
        detail: { asOf: '2025-06-01', prefecture: '46', institutions: 2 },
      },
    ]);
  });

  it('is not there for another prefecture, and the secretariat sees it', async () => {
    const path = await readIn();
    await other.get('/open-data');
    for (const url of [path, `${path}/rows`, `${path}/rows/export`])
      expect([url, await statusOf(other.get(url))]).toEqual([url, 404]);
    expect(await statusOf(other.send(`${path}/take`))).toBe(404);
    expect(await known()).toEqual([]);
    expect(await statusOf(secretariat.get(path))).toBe(200);
    const whole = await readIn({ everywhere: true });
    expect(await statusOf(prefecture.get(whole))).toBe(404);
    expect(await statusOf(secretariat.get(whole))).toBe(200);
  });

  it('is not there under a name that is none', async () => {
    for (const id of ['x', '00000000-0000-4000-8000-000000000000']) {
      expect(await statusOf(prefecture.get(`/open-data/imports/${id}`))).toBe(404);
      expect(await statusOf(prefecture.send(`/open-data/imports/${id}/take`))).toBe(404);
    }
  });

  it('cannot be taken over before it was read to its end', async () => {
    const path = await readIn();
    await service.ask(`UPDATE reporting.open_data_imports SET state = 'reading'`);
    const page = await prefecture.get(path);
    expect(page.main).toContain('読み込みが終わっていません。');
    expect(await statusOf(prefecture.send(`${path}/take`))).toBe(409);
  });
});

describe('読み込む', () => {
  const small = (rows: readonly (readonly string[])[]): Buffer =>
    Buffer.from(byteOrderMark + headerLine(hospitals) + rows.map((cells) => lineOf(hospitals, cells)).join(''));
  const row = (told: Readonly<Record<string, string>>): string[] =>
    hospitals.columns.map(({ name, format }) => told[name] ?? (format.kind === 'degrees' ? '0.0' : ''));
  const shiroyama = { ID: '4610000001', 正式名称: '城山病院', 機関区分: '1', 都道府県コード: '46' };

  /** Sends the form as a browser does. */
  async function sent(visitor: Visitor, bytes: Buffer | undefined, asOf = '2025-06-01', path = '/open-data/imports') {
    const { csrf } = await visitor.get('/open-data');
    const body = new FormData();
    body.set('_csrf', csrf);
    body.set('asOf', asOf);
    body.set(
      'file',
      new File(bytes === undefined ? [] : [new Uint8Array(bytes)], bytes === undefined ? '' : '病院.csv'),
    );
    return visitor.once(path, { method: 'POST', body, headers: { cookie: visitor.cookiesFor(path) } });
  }

  it('leads to what would become of each row, and nothing is taken over yet', async () => {
    const answer = await sent(
      prefecture,
      small([row(shiroyama), row({ ...shiroyama, ID: '3610000001', 都道府県コード: '36' })]),
    );
    expect([answer.status, answer.to]).toEqual([303, expect.stringMatching(/^\/open-data\/imports\/[0-9a-f-]{36}$/)]);
    const page = await prefecture.get(answer.to ?? '');
    expect(page.h1).toBe('病院.csv');
    expect(page.main).toContain('取込予定 1');
    expect(page.main).toContain('対象外 1');
    expect(await known()).toEqual([]);
    const again = await sent(
      prefecture,
      small([row(shiroyama), row({ ...shiroyama, ID: '3610000001', 都道府県コード: '36' })]),
    );
    expect(again.to).toBe(answer.to);
  });

  it.each([
    ['no file', undefined, '2025-06-01', 'ファイルを選択してください。'],
    ['no day', small([row(shiroyama)]), '', 'データの時点を入力してください。'],
    ['a day to come', small([row(shiroyama)]), '2026-11-21', 'データの時点は今日以前の日付にしてください。'],
    [
      'another file',
      Buffer.from('%PDF-1.7'),
      '2025-06-01',
      '1行目：医療情報ネットのオープンデータの列名がありません。',
    ],
    ['a header alone', small([]), '2025-06-01', '2行目：見出しのほかに行がありません。'],
  ])('refuses %s', async (_, bytes, asOf, message) => {
    const answer = await sent(prefecture, bytes, asOf);
    expect(answer.status).toBe(422);
    expect(answer.main).toContain(message);
    expect(await service.ask('SELECT FROM reporting.open_data_imports')).toEqual([]);
  });

  it('refuses more than it says', async () => {
    expect((await sent(prefecture, Buffer.alloc(20 * 1024 * 1024))).status).toBe(413);
  });

  it('is for those who see the page, with the token of their form, and files are taken nowhere else', async () => {
    const file = small([row(shiroyama)]);
    const institution = await service.visitor('institution');
    const { csrf } = await institution.get('/');
    const body = new FormData();
    body.set('_csrf', csrf);
    body.set('file', new File([new Uint8Array(file)], '病院.csv'));
    const path = '/open-data/imports';
    const headers = { cookie: institution.cookiesFor(path) };
    expect((await institution.once(path, { method: 'POST', body, headers })).status).toBe(403);
    body.delete('_csrf');
    const forged = { method: 'POST', body, headers: { cookie: prefecture.cookiesFor(path) } };
    expect((await prefecture.once(path, forged)).status).toBe(403);
    const stranger = await service.visitor();
    expect((await stranger.once(path, { method: 'POST', body })).status).toBe(401);
    expect((await sent(prefecture, file, '2025-06-01', '/tables')).status).toBe(415);
    expect(await service.ask('SELECT FROM reporting.open_data_imports')).toEqual([]);
  });
});
