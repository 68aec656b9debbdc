import type { Answer, Visitor } from '@todoke/testing';
import { type Running, staffed } from './running.js';
import { putAreas, putHospitals } from './tables-data.js';

let service: Running;
let official: Visitor;
const noon = new Date('2026-11-20T12:00:00+09:00');

beforeAll(async () => {
  service = await staffed();
  await putAreas(service);
  await putHospitals(
    service,
    {
      id: 'h-1',
      name: 'さくら病院',
      phone: '0992000001',
      mail: 'sakura@example.jp',
      answers: {
        outpatient: 'limited',
        in_hospital: 6,
        severe: 1,
        secured_beds: 8,
        secured_severe: 2,
        ready_beds: 8,
        ready_severe: 2,
        empty_beds: 2,
        empty_severe: 1,
        empty_children: 0,
        acceptance: 'conditional',
        comment: '夜間は要相談',
      },
      answeredAt: '2026-11-20T09:30:00+09:00',
    },
    { id: 'h-2', name: 'ＡＢＣ病院', phone: '0992000002', mail: 'abc@example.jp' },
    {
      id: 'h-3',
      name: 'みなみ病院',
      municipalityCode: '46203',
      area: '4609',
      areaName: '肝属',
      answers: { in_hospital: 12, secured_beds: 10, empty_beds: 0, acceptance: 'no' },
      answeredAt: '2026-11-19T11:59:59+09:00',
    },
    { id: 'c-1', name: 'さくら診療所', type: 'clinic' },
    {
      id: 't-1',
      name: '徳島病院',
      prefecture: '36',
      municipalityCode: '36201',
      area: '3601',
      areaName: '東部',
      answers: { in_hospital: 1, secured_beds: 5, empty_beds: 4, acceptance: 'yes' },
      answeredAt: '2026-11-20T08:00:00+09:00',
    },
  );
  official = await service.visitor('official-46');
});
afterAll(() => service.stop());
beforeEach(async () => {
  service.clock.set(noon);
  await service.ask('TRUNCATE reporting.tables_filters, reporting.tables_on_home');
});

/** Names of institutions in the rows of a table page. */
const namesOn = ({ main }: Answer): string[] =>
  ['さくら病院', 'ＡＢＣ病院', 'みなみ病院', 'さくら診療所', '徳島病院'].filter((name) => main.includes(name));

async function exported(path: string, who = official): Promise<string> {
  const page = await who.get(path);
  const link = /<a href="([^"]*\/export[^"]*)">エクスポート<\/a>/
    .exec(page.html)?.[1]
    ?.replaceAll('&amp;', '&')
    .replaceAll('&#x3D;', '=');
  if (link === undefined) throw new Error(`no エクスポート on ${path}`);
  await who.get(link);
  const answer = await who.send(link, { view: 'details', format: 'csv', encoding: 'utf-8' });
  return answer.bytes.toString('utf8').replace('\uFEFF', '');
}

const lines = (csv: string): string[] => csv.split('\r\n').slice(0, -1);

describe('日次調査csv出力', () => {
  it('is found in レポート, and shows who owes an answer today, with 回答済 or 未回答 (R135, R137)', async () => {
    const list = await official.get('/tables');
    expect(list.h1).toBe('レポート一覧');
    expect(list.html).toContain('<a href="/tables/daily-answers">日次調査csv出力</a>');
    const page = await official.get('/tables/daily-answers');
    expect([page.status, page.h1]).toEqual([200, '当日の日次調査回答状況']);
    expect(namesOn(page)).toEqual(['さくら病院', 'ＡＢＣ病院', 'みなみ病院']);
    expect(page.main).toMatch(/さくら病院[^病]*回答済 2026年11月20日 9:30/);
    // Yesterday's answer is none to today's round.
    expect(page.main).toMatch(/みなみ病院[^病]*未回答/);
    expect(page.html).toContain('href="/surveys/daily/2026-11-20-h-1"');
  });

  it('has the telephone number and mail address of those who have not answered (R138)', async () => {
    const page = await official.get('/tables/daily-answers?answered=no');
    expect(namesOn(page)).toEqual(['ＡＢＣ病院', 'みなみ病院']);
    expect(page.main).toContain('0992000002 abc@example.jp');
    expect(page.main).not.toContain('sakura@example.jp');
  });

  it('is exported from 編集 with all items of the form, of today and the own prefecture (R135, R136)', async () => {
    const page = await official.get('/tables/daily-answers');
    expect(page.html).toMatch(
      /<summary[^>]*>編集<\/summary>\s*<ul>\s*<li><a href="\/tables\/daily-answers\/export">エクスポート/,
    );
    const [headings = '', ...rows] = lines(await exported('/tables/daily-answers?order=name'));
    expect(headings).toContain('日付,医療機関名,医療機関コード,都道府県');
    expect(headings).toContain('回答状況,回答日時,電話番号,メールアドレス,外来の状況,');
    expect(headings).toMatch(/確保病床数（床）.*患者受入可否.*コメント$/);
    expect(rows).toHaveLength(3);
    const sakura = rows.find((row) => row.includes('さくら病院')) ?? '';
    expect(sakura).toMatch(
      /^2026-11-20,さくら病院,01h-1,鹿児島県,.*回答済,.*sakura@example\.jp,制限,.*,8,.*条件付,.*夜間は要相談$/,
    );
    expect(rows.join()).not.toContain('徳島病院');
  });

  it('follows the day in Japan: after midnight nobody has answered (R135)', async () => {
    service.clock.set(new Date('2026-11-21T00:00:00+09:00'));
    const page = await official.get('/tables/daily-answers?answered=yes');
    expect(page.main).toContain('該当する医療機関はありません');
  });
});

describe('週次調査csv出力', () => {
  it('has the round of this week, with a column for each cell of its tables (R135)', async () => {
    await service.ask(
      `INSERT INTO reporting.surveys_answers
         (survey, day, respondent, prefecture, municipality_code, form_version, version, answers, answered_by,
          answered_at)
       VALUES ('weekly', '2026-11-16', 'h-2', '46', '46201', 1, 1,
         '{"goods": {"surgical_mask": {"stock": 1200, "wanted": "1"}}, "devices": {"ecmo": {"owned": 2}}}', 'p',
         '2026-11-17T10:00:00+09:00')`,
    );
    const page = await official.get('/tables/weekly-answers');
    expect(page.h1).toBe('今週の週次調査回答状況');
    expect(page.main).toMatch(/ＡＢＣ病院 鹿児島 市 回答済 2026年11月17日 10:00/);
    expect(page.html).toContain('href="/surveys/weekly/2026-11-16-h-2"');
    const [headings = '', ...rows] = lines(await exported('/tables/weekly-answers?order=name'));
    expect(headings.split(',')).toHaveLength(60);
    const cells = (rows.find((row) => row.includes('ＡＢＣ病院')) ?? '').split(',');
    const cell = (heading: string) => cells[headings.split(',').indexOf(heading)];
    expect(cell('サージカルマスク（枚）：在庫量')).toBe('1200');
    expect(cell('サージカルマスク（枚）：緊急配布の要請')).toBe('有り');
    expect(cell('ECMO：保有台数（台）')).toBe('2');
    expect(cell('N95マスク（枚）：在庫量')).toBe('');
  });
});

describe('地域病床見える化', () => {
  it('shows the latest answer of each hospital of the own jurisdiction, whenever it was given (R143)', async () => {
    const page = await official.get('/tables/beds');
    expect([page.status, page.h1]).toEqual([200, '地域病床見える化']);
    expect(namesOn(page)).toEqual(['さくら病院', 'ＡＢＣ病院', 'みなみ病院']);
    expect(page.main).toMatch(
      /さくら病院 条件付 2（1） 75\.0% 6（1） 8（2） 8（2） 夜間は要相談 2026年11月20日 9:30 2時間/,
    );
    expect(page.main).toMatch(/ＡＢＣ病院 未回答/);
    expect(page.main).toMatch(/みなみ病院 不可 0 120\.0% 12/);
  });

  it('marks figures of more than 24 hours (R143)', async () => {
    const marked = async () => (await official.get('/tables/beds?area=4609')).main.includes('24時間超');
    service.clock.set(new Date('2026-11-20T11:59:59+09:00'));
    expect(await marked()).toBe(false);
    service.clock.set(new Date('2026-11-20T11:59:59.001+09:00'));
    expect(await marked()).toBe(true);
  });

  it('has empty beds against secured ones by area above the table, and as a table (R143)', async () => {
    const page = await official.get('/tables/beds');
    expect(page.main).toMatch(/鹿児島 空床 2 ／確保 8 肝属 空床 0 ／確保 10/);
    expect(page.main).toMatch(/二次医療圏 空床数 確保病床数 医療機関数 うち回答あり 鹿児島 2 8 2 1 肝属 0 10 1 1/);
    const all = await (await service.visitor('secretariat')).get('/tables/beds');
    expect(all.main).toMatch(/徳島県 空床 4 ／確保 5 鹿児島県 空床 2 ／確保 18/);
  });

  it.each([
    ['ABC', ['ＡＢＣ病院']],
    ['ａｂｃ', ['ＡＢＣ病院']],
    ['かごしま', []],
    ['鹿児島', ['さくら病院', 'ＡＢＣ病院']],
    ['肝属', ['みなみ病院']],
    ['徳島', []],
  ])('is searched by 二次医療圏 or name in either width: %s (R145)', async (typed, expected) => {
    const page = await official.get(`/tables/beds?q=${encodeURIComponent(typed)}`);
    expect(page.html).toContain('レポートテーブルを検索');
    expect(namesOn(page)).toEqual(expected);
  });

  it('is narrowed to an area, to who accepts patients and to empty beds (R143)', async () => {
    expect(namesOn(await official.get('/tables/beds?area=4609'))).toEqual(['みなみ病院']);
    expect(namesOn(await official.get('/tables/beds?acceptance=unanswered'))).toEqual(['ＡＢＣ病院']);
    expect(namesOn(await official.get('/tables/beds?empty=on'))).toEqual(['さくら病院']);
    expect(namesOn(await official.get('/tables/beds?prefecture=36'))).toEqual([]);
  });

  it('leads from a name to the institution (R146)', async () => {
    expect((await official.get('/tables/beds')).html).toContain('<a href="/institutions/h-1">さくら病院</a>');
  });

  it('has ▼ at the right of its list, with エクスポート (R147)', async () => {
    const page = await official.get('/tables/beds?area=4601');
    expect(page.html).toMatch(
      /<summary[^>]*aria-label="一覧の操作">▼<\/summary>\s*<ul>\s*<li><a href="\/tables\/beds\/export\?area/,
    );
    expect(lines(await exported('/tables/beds?area=4601'))).toHaveLength(3);
    expect(lines(await exported('/tables/beds'))).toHaveLength(4);
  });

  it('has all items in its full version, which includes those of the short one (R148)', async () => {
    const [short = ''] = lines(await exported('/tables/beds'));
    const [full = ''] = lines(await exported('/tables/beds-full'));
    expect(short.split(',').filter((heading) => !full.split(',').includes(heading))).toEqual([]);
    for (const more of ['市区町村', '電話番号', '担当者', '受入可能な患者', '空床数のうち小児']) {
      expect(full.split(',')).toContain(more);
      expect(short.split(',')).not.toContain(more);
    }
    expect((await official.get('/tables/beds-full')).main).toContain('佐藤 花子');
  });
});

describe('the folders', () => {
  it('lead from すべてのフォルダ to 地域病床見える化（全項目表示） (R148)', async () => {
    const next = (page: Answer, name: string): string =>
      new RegExp(`<a href="([^"]*)">${name.replaceAll(/[()]/g, '\\$&')}</a>`).exec(page.html)?.[1] ?? `no ${name}`;
    const all = await official.get(next(await official.get('/tables'), 'すべてのフォルダ'));
    expect(all.h1).toBe('すべてのフォルダ');
    const system = await official.get(next(all, '999_システム(自治体)'));
    const screen = await official.get(next(system, 'ホーム画面'));
    expect(screen.main).toContain('すべてのフォルダ 999_システム(自治体) ホーム画面');
    const table = await official.get(next(screen, '地域病床見える化（全項目表示）'));
    expect([table.status, table.h1]).toEqual([200, '地域病床見える化（全項目表示）']);
  });
});

describe('who sees tables (R158)', () => {
  it.each([
    ['official-46', ['さくら病院', 'ＡＢＣ病院', 'みなみ病院']],
    ['official-36', ['徳島病院']],
    ['centre-46', ['さくら病院', 'ＡＢＣ病院']],
    ['reader', ['さくら病院', 'ＡＢＣ病院']],
    ['secretariat', ['さくら病院', 'ＡＢＣ病院', 'みなみ病院', '徳島病院']],
  ])('%s: rows of the own jurisdiction, on the screen and in the file', async (sub, expected) => {
    const visitor = await service.visitor(sub);
    for (const key of ['beds', 'beds-full', 'daily-answers']) {
      expect([key, namesOn(await visitor.get(`/tables/${key}`))]).toEqual([key, expected]);
      expect([key, lines(await exported(`/tables/${key}`, visitor)).length - 1]).toEqual([key, expected.length]);
    }
  });

  it.each(['institution', 'ops'])('%s: none', async (sub) => {
    const visitor = await service.visitor(sub);
    for (const path of ['/tables', '/tables/folders', '/tables/beds', '/tables/beds/export']) {
      expect([path, (await visitor.get(path)).status]).toEqual([path, 403]);
    }
  });

  it('there is no page of a table or folder that does not exist', async () => {
    for (const path of ['/tables/x', '/tables/x/export', '/tables/folders/x', '/tables/x/filters']) {
      expect([path, (await official.get(path)).status]).toEqual([path, 404]);
    }
  });
});

describe('an export of a table', () => {
  it('is audited with who, which table, which filters by their names and how many rows (R168)', async () => {
    await service.ask('TRUNCATE reporting.audit');
    await exported('/tables/beds?area=4601&q=さくら');
    const entries = await service.ask('SELECT actor, action, subject, detail FROM reporting.audit ORDER BY id');
    const who = { actor: 'official-46', subject: 'beds' };
    expect(entries).toEqual([
      {
        ...who,
        action: 'list.export-begun',
        detail: { encoding: 'utf-8', order: 'place', 'filter.q': '…', 'filter.area': '4601' },
      },
      { ...who, action: 'list.export-ended', detail: { encoding: 'utf-8', rows: 1, whole: true } },
    ]);
  });
});
