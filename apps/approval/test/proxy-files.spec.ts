import { encodeCp932 } from '@todoke/japan';
import { type Answer, eventually, type Visitor } from '@todoke/testing';
import { cellsOf, csvOf, fileOf, header, sendFile } from './proxy-csv.js';
import { type Running, staffed } from './running.js';
import { clinic, pharmacy, waiting } from './samples.js';

let service: Running;
let visitor: Visitor;
let colleague: Visitor;
let other: Visitor;

beforeAll(async () => {
  service = await staffed();
  [visitor, colleague, other] = await Promise.all([
    service.visitor('official-46'),
    service.visitor('colleague-46'),
    service.visitor('official-36'),
  ]);
});
afterAll(() => service.stop());
beforeEach(() =>
  service.ask('TRUNCATE approval.reviews, approval.proxy_files, approval.institutions, approval.outbox CASCADE'),
);

const pathOf = ({ url }: Answer): string => new URL(url).pathname;
const filed = () =>
  service.ask<{ number: string; name: string; state: string; route: string }>(
    'SELECT number, institution_name AS name, state, route FROM approval.reviews ORDER BY number',
  );
const subjects = async () =>
  (await service.ask<{ subject: string }>('SELECT subject FROM approval.outbox ORDER BY position')).map(
    ({ subject }) => subject,
  );
const rows = () =>
  service.ask<{ row: number; state: string; number: string | null; mark: string | null }>(
    'SELECT row, state, number, mark FROM approval.proxy_file_rows ORDER BY row',
  );
const expectIn = (text: string, parts: readonly string[]): void => {
  for (const part of parts) expect(text).toContain(part);
};
/** The page of a file when all its rows are filed. */
const whenFiled = (path: string, by = visitor): Promise<Answer> =>
  eventually(async () => {
    const page = await by.get(path);
    return page.main.includes('完了日時') ? page : undefined;
  });

describe('代理申請 of many by a CSV file (R55, R74)', () => {
  it('begins with a sample file in both encodings, which can be read as it is', async () => {
    const page = await visitor.get('/proxy-applications/files');
    for (const encoding of ['utf-8', 'cp932']) {
      expect(page.html).toContain(`/proxy-applications/samples/${encoding}.csv`);
      const { bytes, headers } = await visitor.get(`/proxy-applications/samples/${encoding}.csv`);
      expect(headers.get('content-disposition')).toContain('attachment');
      const read = await sendFile(visitor, bytes);
      expect(read.main).toContain('申請できる行は1行です。');
    }
    const utf8 = (await visitor.get('/proxy-applications/samples/utf-8.csv')).html;
    expect(utf8.split('\r\n')[0]).toBe(`\uFEFF${header.join(',')}`);
  });

  it('files nothing before 申請する, and then every row once, approved and announced as by the single form', async () => {
    const preview = await sendFile(visitor, fileOf(3));
    expect(preview.main).toContain('申請できる行は3行です。');
    expect(await filed()).toEqual([]);
    const begun = await visitor.submit(preview, {}, '申請する');
    expect(begun.main).toContain('申請を始めました。');
    const done = await whenFiled(pathOf(preview));
    expect(done.main).toContain('3行を申請しました。');
    expect(await filed()).toMatchObject(
      ['第１薬局', '第２薬局', '第３薬局'].map((name) => ({ name, state: 'approved', route: 'proxy' })),
    );
    expect((await subjects()).sort()).toEqual([
      ...Array<string>(3).fill('approval.application-approved.v1'),
      ...Array<string>(3).fill('approval.proxy-application-filed.v1'),
    ]);
    const courses = await service.ask("SELECT DISTINCT envelope->>'correlationId' AS id FROM approval.outbox");
    expect(courses).toHaveLength(3);
  });

  it('shows of each row what became of it, with its 申請番号, and as a CSV file in both encodings', async () => {
    const preview = await sendFile(visitor, fileOf([cellsOf(1), cellsOf(2, { phone: '12' })]));
    const path = pathOf(preview);
    await visitor.submit(preview, {}, '申請する');
    await whenFiled(path);
    const [{ number } = { number: '' }] = await filed();
    const list = await visitor.get(`${path}/rows`);
    expect(list.html).toContain(`<a href="/applications/${number}">${number}</a>`);
    expect((await visitor.get(`${path}/rows?state=faulty`)).main).toMatch(/第2薬局 誤り .*電話番号.*いまは2桁です。/);
    for (const encoding of ['utf-8', 'cp932']) {
      await visitor.get(`${path}/rows/export`);
      const choices = { view: 'details', format: 'csv', encoding };
      const { bytes } = await visitor.send(`${path}/rows/export`, choices);
      const [, first, second] = new TextDecoder(encoding === 'cp932' ? 'windows-31j' : encoding)
        .decode(bytes)
        .split('\r\n');
      expect(first).toBe(`2,第１薬局,申請済,${number},,,`);
      expect(second).toMatch(/^3,第2薬局,誤り,,,電話番号,「電話番号」は、/);
    }
  });

  it('is read in CP932', async () => {
    const preview = await sendFile(visitor, encodeCp932(fileOf([cellsOf(1, { institutionName: '髙﨑薬局' })])));
    expect(preview.main).toContain('Shift_JIS（CP932）');
    await visitor.submit(preview, {}, '申請する');
    await whenFiled(pathOf(preview));
    expect(await filed()).toMatchObject([{ name: '髙﨑薬局' }]);
  });

  it('says what is wrong with the header, and stores nothing', async () => {
    const refused = await sendFile(visitor, csvOf([header.slice(1), cellsOf(1).slice(1)]));
    expect(refused.status).toBe(422);
    expect(refused.main).toContain('1行目に次の列名がありません：「機関名」');
    const none = await visitor.once('/proxy-applications/files', {
      method: 'POST',
      body: formWith({ _csrf: refused.csrf }),
    });
    expect([none.status, none.main]).toEqual([422, expect.stringContaining('CSVファイルを選択してください。')]);
    expect(await service.ask('SELECT 1 FROM approval.proxy_files')).toEqual([]);
  });

  it('sent twice from one page is one file; 申請する pressed twice files once', async () => {
    const page = await visitor.get('/proxy-applications/files');
    const [one, two] = await Promise.all([1, 2].map(() => sendFile(visitor, fileOf(2), { page })));
    expect(pathOf(one!)).toBe(pathOf(two!));
    expect(await rows()).toHaveLength(2);
    await Promise.all([1, 2].map(() => visitor.submit(one!, {}, '申請する')));
    await whenFiled(pathOf(one!));
    expect((await visitor.submit(one!, {}, '申請する')).main).toContain('完了');
    expect(await filed()).toHaveLength(2);
  });

  it('marks institutions that have an account, have applied, or stand in the file twice (R76, R162)', async () => {
    await service.ask(
      `INSERT INTO approval.institutions
         (id, version, prefecture, name, location, institution_code, name_and_address, has_account)
       VALUES ('i-9', 1, '46', 'もつ薬局', '鹿児島県鹿児島市', '7777777', 'x', true)`,
    );
    await service.open(waiting('APF-00000007'));
    const holder = cellsOf(1, { institutionCode: '7777777' });
    const applied = cellsOf(2, { codeHolding: '1', insuranceCode: pharmacy.insuranceCode ?? '' });
    const preview = await sendFile(visitor, fileOf([holder, applied, cellsOf(3), cellsOf(3)]));
    expectIn(preview.main, [
      '申請できる行は4行です。',
      '手続き中の申請がある機関（1行）',
      'ファイルの中で重複する行（1行）',
      'アカウントのある機関（1行）',
    ]);
    const list = (await visitor.get(`${pathOf(preview)}/rows`)).main;
    expectIn(list, [
      'アカウントのある機関「もつ薬局」と機関コードが同じです。',
      '申請APF-00000007（申請済（承認待ち））と保険機関コードが同じです。',
      '4行目と機関名と住所が同じです。',
    ]);
    await visitor.submit(preview, {}, '申請する');
    await whenFiled(pathOf(preview));
    expect(await rows()).toMatchObject([
      { row: 2, state: 'filed', mark: 'holder' },
      { row: 3, state: 'left-out', mark: 'applied' },
      { row: 4, state: 'filed', mark: null },
      { row: 5, state: 'left-out', mark: 'repeated' },
    ]);
  });

  it('leaves out what the official chooses', async () => {
    const preview = await sendFile(visitor, fileOf([cellsOf(3), cellsOf(3)]));
    await visitor.submit(preview, { without: undefined }, '申請する');
    await whenFiled(pathOf(preview));
    expect(await filed()).toHaveLength(2);
  });

  it("refuses rows of another prefecture's institutions, one by one", async () => {
    const preview = await sendFile(
      visitor,
      fileOf([cellsOf(1), cellsOf(2, { prefecture: '徳島県', municipality: '徳島市' })]),
    );
    expect((await visitor.get(`${pathOf(preview)}/rows?state=faulty`)).main).toContain('徳島県の機関です。');
    await visitor.submit(preview, {}, '申請する');
    await whenFiled(pathOf(preview));
    expect(await filed()).toMatchObject([{ name: '第１薬局' }]);
  });

  it('cannot be begun where no row can be filed', async () => {
    const preview = await sendFile(visitor, fileOf([cellsOf(1, { phone: '' })]));
    expect(preview.main).not.toContain('申請できる行は');
    await visitor.send(`${pathOf(preview)}/begin`);
    expect(await service.ask('SELECT state FROM approval.proxy_files')).toEqual([{ state: 'read' }]);
  });

  it('says where the same file was filed before', async () => {
    const first = await sendFile(visitor, fileOf(1));
    await visitor.submit(first, {}, '申請する');
    await whenFiled(pathOf(first));
    const again = await sendFile(visitor, fileOf(1));
    expect(again.html).toContain(`href="${pathOf(first)}"`);
    expect(again.main).toContain('同じ内容のファイルが、すでに申請されています。');
  });
});

const formWith = (fields: Record<string, string>): FormData => {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  return body;
};

describe('a file of proxy applications', () => {
  it('is the own prefecture’s: a colleague may go on with it, others do not see it (R158)', async () => {
    const path = pathOf(await sendFile(visitor, fileOf(1)));
    for (const url of [path, `${path}/rows`, `${path}/rows/export`]) expect((await other.get(url)).status).toBe(404);
    for (const what of ['begin', 'discard']) await other.send(`${path}/${what}`);
    expect((await other.get('/proxy-applications/files')).main).not.toContain('申請.csv');
    expect(await service.ask('SELECT state FROM approval.proxy_files')).toEqual([{ state: 'read' }]);
    await colleague.submit(await colleague.get(path), {}, '申請する');
    await whenFiled(path, colleague);
    expect(
      await service.ask("SELECT actor, action FROM approval.audit WHERE action LIKE 'proxy-file.%' ORDER BY id"),
    ).toEqual(
      expect.arrayContaining([
        { actor: 'official-46', action: 'proxy-file.read' },
        { actor: 'colleague-46', action: 'proxy-file.begun' },
        { actor: 'colleague-46', action: 'proxy-file.filed' },
      ]),
    );
    expect(await service.ask('SELECT DISTINCT decided_by FROM approval.reviews')).toEqual([
      { decided_by: 'colleague-46' },
    ]);
  });

  it('is for prefectures alone', async () => {
    const path = pathOf(await sendFile(visitor, fileOf(1)));
    for (const sub of ['secretariat', 'centre-46', 'institution', 'ops']) {
      const stranger = await service.visitor(sub);
      for (const url of ['/proxy-applications/files', path, `${path}/rows`, '/proxy-applications/samples/utf-8.csv'])
        expect([sub, url, (await stranger.get(url)).status]).toEqual([sub, url, 403]);
    }
  });

  it('is deleted with its rows where it is not filed, and stays where it is', async () => {
    const preview = await sendFile(visitor, fileOf(1));
    const gone = await visitor.submit(preview, {}, '申請せずに削除する');
    expect(gone.main).toContain('ファイルを削除しました。');
    expect(await rows()).toEqual([]);
    expect((await visitor.get(pathOf(preview))).status).toBe(404);
    expect((await visitor.send(`${pathOf(preview)}/discard`)).status).toBe(200);
    const other = await sendFile(visitor, fileOf(1));
    await visitor.submit(other, {}, '申請する');
    await whenFiled(pathOf(other));
    expect((await visitor.send(`${pathOf(other)}/discard`)).status).toBe(409);
    expect(await rows()).toHaveLength(1);
  });

  it('keeps no personal data of rows that are filed, and is erased some days later', async () => {
    const preview = await sendFile(visitor, fileOf([cellsOf(1), cellsOf(2, { email: clinic.email, phone: '1' })]));
    await visitor.submit(preview, {}, '申請する');
    await whenFiled(pathOf(preview));
    const kept = JSON.stringify(await service.ask('SELECT * FROM approval.proxy_file_rows'));
    for (const personal of [pharmacy.familyName, pharmacy.givenName, 'yakkyoku-1@example.jp', clinic.email])
      expect(kept).not.toContain(personal);
  });

  it('of an unknown id is not found', async () => {
    for (const id of ['x', '00000000-0000-0000-0000-000000000000', '%00'])
      expect([404, 400]).toContain((await visitor.get(`/proxy-applications/files/${id}`)).status);
  });
});
