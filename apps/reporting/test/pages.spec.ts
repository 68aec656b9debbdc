import type { Answer } from '@todoke/testing';
import { november, type Running, staffed } from './running.js';

let service: Running;

beforeAll(async () => {
  service = await staffed();
  await service.ask(
    `INSERT INTO reporting.applications (number, prefecture, municipality_code, state, stage, version)
     SELECT 'APF-0000' || lpad(i::text, 4, '0'), '46', CASE WHEN i <= 1200 THEN '46203' ELSE '46201' END,
            CASE WHEN i <= 1234 THEN 'waiting' ELSE 'issued' END, 1, 1
     FROM generate_series(1, 1300) AS i`,
  );
  await service.ask(
    "INSERT INTO reporting.applications VALUES ('APF-00009999', '36', '36201', NULL, 'rejected', 2, 2)",
  );
  await service.ask(
    `INSERT INTO reporting.institutions (id, version, prefecture, municipality_code, name, type, permissions)
     VALUES ('i-1', 1, '46', '46201', 'サンプル薬局', 'pharmacy', '{pharmacy}')`,
  );
});

afterAll(() => service.stop());

beforeEach(() => service.clock.set(november));

const as = (sub: string) => service.visitor(sub);
const title = (page: Answer) => page.title.split('｜')[0];
/** Counts by state in the table, without states that have none. */
const counts = ({ html }: Answer): Record<string, string> =>
  Object.fromEntries(
    [...html.matchAll(/<th scope="row">([^<]*)<\/th><td class="numeric">([^<]*)<\/td>/g)]
      .map(([, state = '', count = '']): [string, string] => [state, count])
      .filter(([, count]) => count !== '0'),
  );

describe("an institution's home", () => {
  it('has the two buttons (R65)', async () => {
    const answer = await (await as('institution')).get('/');
    expect([answer.status, title(answer), answer.h1]).toEqual([200, 'ホーム', 'ホーム']);
    expect(answer.html).toContain('サンプル薬局');
    expect(answer.html).toContain('href="/reports/medical">医療機能情報提供制度</a>');
    expect(answer.html).toContain('href="/reports/pharmacy">薬局機能情報提供制度</a>');
  });

  it('is there before accounts told of the institution', async () => {
    const visitor = await as('new-institution');
    expect((await visitor.get('/')).status).toBe(200);
    expect((await visitor.get('/reports/pharmacy')).html).toContain('貴機関の情報を確認しています');
  });
});

describe('behind the buttons', () => {
  const at = async (instant: string, scheme = 'pharmacy'): Promise<Answer> => {
    service.clock.set(new Date(instant));
    return (await as('institution')).get(`/reports/${scheme}`);
  };

  it('without the permission: that it does not exist (R57c), where to apply; with it none of it (R73)', async () => {
    const permissions = (held: string) =>
      service.ask(`UPDATE reporting.institutions SET permissions = $1 WHERE id = 'i-1'`, [held]);
    await permissions('{}');
    const answer = await at('2027-02-01T00:00:00+09:00', 'pharmacy');
    expect([answer.status, title(answer)]).toEqual([200, '薬局機能情報提供制度']);
    expect(answer.html).toContain('報告権限が存在しません');
    expect(answer.html).toContain('href="http://127.0.0.1:3001/user-Registration-Form"');
    expect((await (await as('institution')).get('/')).main).toContain('権限なし');
    await permissions('{pharmacy}');
    const home = await (await as('institution')).get('/');
    expect(home.main).not.toContain('権限なし');
  });

  it('of the scheme of others: that the own scheme is another, and nothing about applying', async () => {
    const answer = await at('2027-02-01T00:00:00+09:00', 'medical');
    expect([answer.status, title(answer)]).toEqual([200, '医療機能情報提供制度']);
    expect(answer.html).toContain('報告権限が存在しません');
    expect(answer.html).toContain('薬局の報告は');
    expect(answer.html).toContain('href="/reports/pharmacy"');
    expect(answer.html).not.toContain('user-Registration-Form');
  });

  it('before the first day: which day it is; from then on: that reporting is open (R65)', async () => {
    const before = await at('2027-01-04T23:59:59+09:00');
    expect(before.html).toContain('開始日は2027年1月5日です');
    const open = await at('2027-01-05T00:00:00+09:00');
    expect(open.html).toContain('報告期間中です');
    expect(open.html).toContain('2027年1月5日から2027年3月31日まで');
    expect(open.html).toContain('新規報告を始める');
    expect(before.html).not.toContain('新規報告を始める');
  });

  it("goes by the prefecture's own days (R52)", async () => {
    await service.ask(
      `INSERT INTO reporting.reports_windows
       VALUES ('46', 'pharmacy', 2026, '2027-01-07', '2027-02-27', NULL, '2027-01-01', 2025)`,
    );
    expect((await at('2027-01-06T12:00:00+09:00')).html).toContain('開始日は2027年1月7日です');
    expect((await at('2027-02-28T00:00:00+09:00')).html).toContain('報告期間は2027年2月27日で終了しました');
    await service.ask('DELETE FROM reporting.reports_windows');
  });
});

describe("an official's home", () => {
  it.each([
    ['official-46', '鹿児島県', { '申請済（承認待ち）': '1,234', 発行完了: '66', 合計: '1,300' }],
    ['official-36', '徳島県', { 却下: '1', 合計: '1' }],
    ['centre-46', '鹿児島市', { '申請済（承認待ち）': '34', 発行完了: '66', 合計: '100' }],
    ['reader', '鹿児島市', { '申請済（承認待ち）': '34', 発行完了: '66', 合計: '100' }],
    ['secretariat', '全国', { '申請済（承認待ち）': '1,234', 発行完了: '66', 却下: '1', 合計: '1,301' }],
  ])('%s sees the counts of the own jurisdiction (R158)', async (sub, place, expected) => {
    const answer = await (await as(sub)).get('/');
    expect(answer.html).toContain(place);
    expect(counts(answer)).toEqual(expected);
  });

  it('leads to 申請一覧 those who may see it (R158)', async () => {
    expect((await (await as('official-46')).get('/')).html).toContain('申請一覧を開く');
    expect((await (await as('reader')).get('/')).html).not.toContain('申請一覧');
  });
});

describe('who gets in (R158)', () => {
  it.each([
    ['institution', 200, 200],
    ['official-46', 200, 403],
    ['centre-46', 200, 403],
    ['reader', 200, 403],
    ['secretariat', 200, 403],
  ])('%s', async (sub, home, report) => {
    const visitor = await as(sub);
    expect([(await visitor.get('/')).status, (await visitor.get('/reports/medical')).status]).toEqual([home, report]);
  });

  it('nobody: is sent to sign in and comes back', async () => {
    const sent = await (await service.visitor()).once('/reports/medical');
    expect([sent.status, sent.headers.get('location')]).toEqual([303, '/sign-in?to=%2Freports%2Fmedical']);
  });

  it('ops has nothing here, and is led to its own work', async () => {
    const visitor = await as('ops');
    expect(await visitor.once('/')).toMatchObject({ status: 303, to: service.settings.NOTIFICATIONS_URL });
    expect((await visitor.get('/reports/medical')).status).toBe(403);
  });
});
