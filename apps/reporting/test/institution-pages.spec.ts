import type { Answer } from '@todoke/testing';
import { putInstitutions } from './institutions.js';
import { type Running, staffed } from './running.js';

const kagoshima = { code: '4601', name: '鹿児島' };
const kimotsuki = { code: '4610', name: '肝属' };
const east = { code: '3601', name: '東部' };

let service: Running;

beforeAll(async () => {
  service = await staffed();
  await service.ask(
    `INSERT INTO reporting.institutions_areas (plan, code, name, search_key, prefecture, valid_from, valid_until) VALUES
      ('7', '4699', '昔の圏域', '昔の圏域', '46', '2018-04-01', '2024-03-31'),
      ('8', '4601', '鹿児島', '鹿児島', '46', '2024-04-01', NULL), ('8', '4610', '肝属', '肝属', '46', '2024-04-01', NULL),
      ('8', '3601', '東部', '東部', '36', '2024-04-01', NULL)`,
  );
  await service.ask(
    `INSERT INTO reporting.institutions_area_municipalities (plan, municipality, code) VALUES
      ('7', '46201', '4699'), ('8', '46201', '4601'), ('8', '46203', '4610'), ('8', '36201', '3601')`,
  );
  await putInstitutions(service, [
    { id: 'i-1', name: 'サンプル薬局', area: kagoshima, hasAccount: true, insuranceCode: '4640101230' },
    {
      id: 'i-2',
      name: '医療法人　城山ＣＬＩＮＩＣ',
      type: 'clinic',
      area: kagoshima,
      institutionCode: '0123',
      permissions: ['medical'],
    },
    {
      id: 'i-3',
      name: 'かのや病院',
      type: 'hospital',
      municipalityCode: '46203',
      municipality: '鹿屋市',
      location: '鹿児島県鹿屋市寿１丁目',
      area: kimotsuki,
      hasAccount: true,
    },
    {
      id: 'i-4',
      name: '徳島サンプル薬局',
      prefecture: '36',
      municipalityCode: '36201',
      municipality: '徳島市',
      location: '徳島県徳島市万代町１丁目１番地',
      area: east,
    },
  ]);
  await service.ask(
    `INSERT INTO reporting.institutions_names (institution, version, name, since) VALUES
      ('i-1', 1, '昔の薬局', NULL), ('i-1', 4, 'サンプル薬局', '2026-11-01T00:00:00+09:00'), ('i-2', 1, '城山', NULL)`,
  );
  await service.ask(
    `INSERT INTO reporting.institutions_people (id, version, role, institution, addresses, active) VALUES
      ('p-1', 1, 'institution', 'i-1', '{tantou@example.jp,kachou@example.jp}', true),
      ('p-2', 1, 'institution', 'i-1', '{tantou@example.jp}', true),
      ('p-3', 1, 'institution', 'i-1', '{gone@example.jp}', false)`,
  );
});

afterAll(() => service.stop());

const as = (sub: string) => service.visitor(sub);
const listed = ({ html }: Answer): string[] =>
  [...html.matchAll(/href="\/institutions\/(i-\d)"/g)].map(([, id = '']) => id);
const list = async (sub: string, query = ''): Promise<Answer> => (await as(sub)).get(`/institutions${query}`);

describe('医療機関マスタ (R154)', () => {
  it.each([
    ['official-46', '鹿児島県', ['i-1', 'i-2', 'i-3']],
    ['official-36', '徳島県', ['i-4']],
    ['centre-46', '鹿児島県', ['i-1', 'i-2']],
    ['other-centre-46', '鹿児島県', ['i-3']],
    ['reader', '鹿児島県', ['i-1', 'i-2']],
    ['secretariat', '全国', ['i-4', 'i-1', 'i-2', 'i-3']],
  ])(
    'has for %s the institutions of the own jurisdiction, in the order of their places (R158)',
    async (sub, where, ids) => {
      const answer = await list(sub);
      expect([answer.status, answer.h1]).toEqual([200, '医療機関マスタ']);
      expect(answer.text).toContain(where);
      expect(listed(answer)).toEqual(ids);
      expect(answer.text).toContain(`該当する医療機関：${ids.length}件`);
    },
  );

  it('says of each its type, area, place, telephone and account', async () => {
    const { text } = await list('official-46', '?type=hospital');
    expect(text).toContain('かのや病院 病院 肝属 鹿児島県鹿屋市寿１丁目 0992862707 あり');
  });

  it.each([
    ['clinic in half width', 'clinic', ['i-2']],
    ['full width', 'ＣＬＩＮＩＣ', ['i-2']],
    ['katakana for hiragana', 'カノヤ', ['i-3']],
    ['half-width katakana', 'ｻﾝﾌﾟﾙ', ['i-4', 'i-1']],
    ['blanks left out', '医療法人城山', ['i-2']],
    ['a single character', '城', ['i-2']],
    ['signs of LIKE, which mean themselves', '%', []],
    ['nothing that there is', 'ない病院', []],
  ])('is searched by name: %s (R145)', async (_, typed, ids) => {
    expect(listed(await list('secretariat', `?q=${encodeURIComponent(typed)}`))).toEqual(ids);
  });

  it('is searched by the beginning of 機関コード in either width, within the jurisdiction alone (R154)', async () => {
    await service.ask("UPDATE reporting.institutions SET institution_code = '4612345' WHERE id = 'i-3'");
    for (const [sub, typed, ids] of [
      ['official-46', '4612345', ['i-3']],
      ['secretariat', '４６１２', ['i-3']],
      ['official-46', '2345', []],
      ['official-36', '4612345', []],
      ['reader', '4612345', []],
    ] as const) {
      expect([sub, typed, listed(await list(sub, `?q=${encodeURIComponent(typed)}`))]).toEqual([sub, typed, ids]);
    }
  });

  it('is searched within the jurisdiction alone', async () => {
    expect(listed(await list('official-46', '?q=サンプル'))).toEqual(['i-1']);
    expect(listed(await list('official-46', '?q=サンプル&prefecture=36'))).toEqual(['i-1']);
    expect(listed(await list('reader', '?q=かのや'))).toEqual([]);
  });

  it.each([
    ['?type=pharmacy', ['i-4', 'i-1']],
    ['?account=yes', ['i-1', 'i-3']],
    ['?account=no', ['i-4', 'i-2']],
    ['?prefecture=46', ['i-1', 'i-2', 'i-3']],
    ['?prefecture=46&area=4610', ['i-3']],
    ['?prefecture=46&area=4601&type=clinic', ['i-2']],
    ['?prefecture=36&area=4610', ['i-4']],
    ['?area=4610', ['i-4', 'i-1', 'i-2', 'i-3']],
    ['?type=x&account=y&prefecture=99', ['i-4', 'i-1', 'i-2', 'i-3']],
    ['?order=name', ['i-3', 'i-1', 'i-2', 'i-4']],
  ])('is narrowed by what the address says, and what it does not offer is ignored: %s', async (query, ids) => {
    expect(listed(await list('secretariat', query))).toEqual(ids);
  });

  it('offers the areas of the plan in force, of the prefecture that is shown', async () => {
    const areas = async (sub: string, query = '') =>
      [...(await list(sub, query)).html.matchAll(/<option value="(\d{4})"[^>]*>([^<]*)</g)].map(([, , name]) => name);
    expect(await areas('official-46')).toEqual(['鹿児島', '肝属']);
    expect(await areas('secretariat')).toEqual([]);
    expect(await areas('secretariat', '?prefecture=36')).toEqual(['東部']);
  });

  it('credits where the areas are from', async () => {
    expect((await list('official-46')).text).toContain('国土数値情報（医療圏データ）（国土交通省）');
  });

  it('is exported with codes as they are, and audited (R168)', async () => {
    const visitor = await as('official-46');
    await visitor.get('/institutions/export');
    const { bytes } = await visitor.send('/institutions/export', { view: 'details', format: 'csv', encoding: 'cp932' });
    const [heading, ...lines] = new TextDecoder('windows-31j').decode(bytes).split('\r\n').slice(0, -1);
    expect(heading).toBe(
      '医療機関名,機関区分,二次医療圏,市区町村,所在地,電話番号,機関コード,保険機関コード,報告の権限,アカウント',
    );
    expect(lines).toHaveLength(3);
    expect(lines[1]).toBe(
      '医療法人　城山ＣＬＩＮＩＣ,診療所,鹿児島,鹿児島市,鹿児島県鹿児島市鴨池新町１０番１号,"\t0992862707","\t0123",,医療機能情報提供制度,なし',
    );
    const [entry] = await service.ask(
      'SELECT actor, action, subject, detail FROM reporting.audit ORDER BY id DESC LIMIT 1',
    );
    expect(entry).toMatchObject({ actor: 'official-46', action: 'list.export-ended', subject: 'institutions' });
  });
});

describe('an institution of it (R146, R154)', () => {
  const open = async (sub: string, id: string): Promise<Answer> => (await as(sub)).get(`/institutions/${id}`);

  it('is shown whole, and nothing of it can be changed', async () => {
    const answer = await open('official-46', 'i-1');
    expect([answer.status, answer.h1]).toEqual([200, 'サンプル薬局']);
    expect(answer.main).toContain('二次医療圏 鹿児島（第8次医療計画）');
    expect(answer.main).toContain('保険機関コード 4640101230');
    expect(answer.main).toContain('機関コード 登録なし');
    expect(answer.main).toContain('報告の権限 薬局機能情報提供制度');
    expect(answer.html.slice(answer.html.indexOf('<main'), answer.html.indexOf('</main>'))).not.toContain('<form');
  });

  it('is reached by telephone and by the addresses of those who sign in for it (R138)', async () => {
    const { html } = await open('official-46', 'i-1');
    expect(html).toContain('href="tel:0992862707"');
    expect(html).toContain('href="mailto:tantou@example.jp"');
    expect(html).toContain('href="mailto:kachou@example.jp"');
    expect(html.match(/mailto:tantou@example.jp/g)).toHaveLength(1);
    expect(html).not.toContain('gone@example.jp');
  });

  it('has had other names', async () => {
    expect((await open('official-46', 'i-1')).main).toContain(
      '名称 いつから サンプル薬局 2026年11月1日 昔の薬局 記録の開始前から',
    );
    expect((await open('official-46', 'i-2')).main).toContain('名称の変更はありません。');
  });

  it('says whom to tell of a mistake', async () => {
    const { main } = await open('official-46', 'i-1');
    expect(main).toContain('誤りを連絡');
    expect(main).toContain('厚生労働省G-MIS事務局（電話 0570-783-872');
  });

  it.each([
    ['official-46', { 'i-1': 200, 'i-3': 200, 'i-4': 404 }],
    ['official-36', { 'i-1': 404, 'i-3': 404, 'i-4': 200 }],
    ['centre-46', { 'i-1': 200, 'i-3': 404, 'i-4': 404 }],
    ['reader', { 'i-1': 200, 'i-3': 404, 'i-4': 404 }],
    ['institution', { 'i-1': 200, 'i-3': 404, 'i-4': 404 }],
    ['new-institution', { 'i-1': 404, 'i-3': 404, 'i-4': 404 }],
    ['secretariat', { 'i-1': 200, 'i-3': 200, 'i-4': 200 }],
    ['ops', { 'i-1': 403, 'i-3': 403, 'i-4': 403 }],
  ])('is there for %s where it is theirs to see (R158)', async (sub, expected) => {
    const ids = Object.keys(expected);
    const seen = await Promise.all(ids.map(async (id) => [id, (await open(sub, id)).status] as const));
    expect(Object.fromEntries(seen)).toEqual(expected);
  });

  it.each(['none', 'x%00', '%E3%81%82', "'"])('is not there under the id %s', async (id) => {
    expect((await open('secretariat', id)).status).toBe(404);
  });

  it('is read with a line in the audit log, unless by itself (R168)', async () => {
    const reads = async () =>
      (await service.ask(`SELECT count(*)::int AS n FROM reporting.audit WHERE action = 'institution.read'`))[0];
    const before = (await reads()) as { n: number };
    await open('institution', 'i-1');
    expect(await reads()).toEqual(before);
    await open('reader', 'i-1');
    expect(await reads()).toEqual({ n: before.n + 1 });
  });
});

describe('the menu', () => {
  it.each([
    ['official-46', '/institutions'],
    ['reader', '/institutions'],
    ['institution', '/institutions/i-1'],
  ])('leads %s to 医療機関マスタ', async (sub, href) => {
    expect((await (await as(sub)).get('/')).html).toContain(`<a href="${href}">医療機関マスタ</a>`);
  });

  it('has nothing of it for ops, and the list is no institution’s (R158)', async () => {
    const refused = await list('ops');
    expect(refused.status).toBe(403);
    expect(refused.html).not.toContain('医療機関マスタ');
    expect((await list('institution')).status).toBe(403);
  });
});
