import fc from 'fast-check';
import { type Answer, rows, Visitor } from '@todoke/testing';
import { approved, statusOf, untilStatus } from './issued.js';
import { everybody, seed, signedIn } from './people.js';
import { running, type Running } from './running.js';

let accounts: Running;
let number: string;
const visitors = new Map<string, Visitor>();

beforeAll(async () => {
  accounts = await running();
  await seed(accounts, everybody);
  const event = approved();
  number = event.data.number;
  await accounts.nats.publishAs(event);
  await untilStatus(accounts, number, 'to-check');
  for (const person of everybody) visitors.set(person.role, await signedIn(accounts, person));
});
afterAll(() => accounts.stop());

const roles = everybody.map(({ role }) => role);
const as = (role: string): Visitor => visitors.get(role) ?? new Visitor(accounts.url);

describe('who sees what (R158)', () => {
  it.each(roles.filter((role) => role !== 'secretariat'))("%s is refused what is the secretariat's", async (role) => {
    for (const path of [
      '/secretariat',
      '/secretariat?status=all',
      `/secretariat/applications/${number}`,
      '/secretariat/applications/APF-99999999',
    ]) {
      const page = await as(role).get(path);
      expect({ path, status: page.status }).toEqual({ path, status: 403 });
      expect(page.main).not.toMatch(/APF-\d|サンプル薬局/);
    }
  });

  it.each(roles.filter((role) => role !== 'secretariat'))('%s cannot complete a check', async (role) => {
    const own = await as(role).get('/destinations');
    const csrf = /name="_csrf" value="([^"]+)"/.exec(own.html)?.[1] ?? '';
    expect(
      await as(role).post(`/secretariat/applications/${number}`, { _csrf: csrf, seen: '', choice: 'new' }),
    ).toMatchObject({ status: 403 });
    expect(await statusOf(accounts, number)).toBe('to-check');
  });

  it('nobody is refused without signing in: a page leads to the login, a form does nothing', async () => {
    for (const path of ['/secretariat', `/secretariat/applications/${number}`, '/destinations', '/']) {
      expect(await new Visitor(accounts.url).get(path)).toMatchObject({ status: 200, h1: 'ログイン' });
    }
    expect(await new Visitor(accounts.url).post(`/secretariat/applications/${number}`, { seen: 'x' })).toMatchObject({
      status: 401,
    });
    expect(await statusOf(accounts, number)).toBe('to-check');
  });

  it('the secretariat sees the list and the application with all items', async () => {
    const list = await as('secretariat').get('/secretariat');
    expect(list).toMatchObject({ status: 200, h1: '確認待ち一覧' });
    expect(list.main).toContain(number);
    const page = await as('secretariat').get(`/secretariat/applications/${number}`);
    for (const label of [
      '機関名',
      '機関コード',
      '機関区分',
      '機関判別区分',
      '電話番号 0992862707',
      '保険機関コード',
      '郵便番号',
      '都道府県',
      '市区町村',
      '町名・番地',
      '建物名',
      '担当部署',
      '担当者 姓',
      '担当者 名',
      '担当部署電話番号',
      'メールアドレス',
    ]) {
      expect(page.main).toContain(label);
    }
    expect(page.main).toContain('鹿児島県');
  });

  it('an unknown number is 404', async () => {
    for (const path of [
      '/secretariat/applications/APF-99999999',
      '/secretariat/applications/x',
      '/secretariat/applications/%00',
    ]) {
      expect(await as('secretariat').get(path)).toMatchObject({ status: 404 });
    }
  });

  it.each([
    ['institution', ['G-MIS']],
    ['municipality', ['G-MIS']],
    ['prefecture', ['G-MIS', '申請の承認']],
    ['health-centre', ['G-MIS', '申請の承認']],
    ['secretariat', ['G-MIS', '確認待ち一覧', '申請一覧', '受付の設定', 'メールの送信キュー']],
    ['ops', ['メール送信状況']],
  ])('接続先選択 of %s has %s', async (role, labels) => {
    const { html } = await as(role).get('/destinations');
    const shown = [...html.matchAll(/<a class="button[^"]*"[^>]*>([^<]+)<\/a>/g)].map(([, label]) => label);
    expect(shown).toEqual(labels);
  });
});

describe('the list of applications to check (R66)', () => {
  beforeAll(async () => {
    const insert = `INSERT INTO accounts.issuance_applications
        (number, prefecture, route, items, address, approved_by, approved_at, submitted_at, status, changed_at)
      SELECT 'APF-' || (60000000 + n), CASE WHEN n % 2 = 0 THEN '13' ELSE '36' END,
             CASE WHEN n % 3 = 0 THEN 'proxy' ELSE 'self' END, items, address, approved_by, approved_at,
             '2026-11-05T10:00:00+09:00'::timestamptz - n * interval '1 hour', 'to-check', changed_at
      FROM accounts.issuance_applications, generate_series(1, 120) AS n WHERE number = $1`;
    await rows(accounts.database.adminUrl, insert, [number]);
  });

  const numbersOn = (html: string): string[] => [...html.matchAll(/>(APF-\d{8})</g)].map(([, found]) => found ?? '');

  /** So many pages further. */
  async function beyond(page: Answer, times: number): Promise<Answer> {
    const next = /<a href="([^"]*)" rel="next">次へ/.exec(page.html)?.[1] ?? '';
    const href = next.replaceAll('&amp;', '&').replaceAll('&#x3D;', '=');
    return times === 0 ? page : beyond(await as('secretariat').get(href), times - 1);
  }

  it('shows the oldest first, page by page, with its age', async () => {
    const first = await as('secretariat').get('/secretariat');
    expect(numbersOn(first.html)).toHaveLength(50);
    expect(numbersOn(first.html)[0]).toBe('APF-60000120');
    expect(first.main).toContain('該当する申請：121件');
    expect(first.main).toContain('20日（14日超）');
    const last = await beyond(first, 2);
    expect(numbersOn(last.html)).toHaveLength(21);
    expect(numbersOn(last.html).at(-1)).toBe(number);
  });

  it('marks from the fifteenth day and not before', async () => {
    accounts.clock.set(new Date('2026-11-20T08:59:59+09:00'));
    const before = await beyond(await as('secretariat').get('/secretariat?prefecture=36'), 1);
    expect(before.main).toContain('15日（14日超）');
    accounts.clock.set(new Date('2026-11-19T08:59:59+09:00'));
    const day = await beyond(await as('secretariat').get('/secretariat?prefecture=36'), 1);
    expect(day.main).toContain('14日 0日 承認済（事務局確認待ち）');
    expect(day.main).not.toContain('14日（14日超）');
    accounts.clock.set(new Date('2026-11-20T10:00:00+09:00'));
  });

  it('is filtered by prefecture, route and status', async () => {
    const tokyo = await as('secretariat').get('/secretariat?prefecture=13&route=proxy');
    expect(tokyo.main).toContain('該当する申請：20件');
    expect((await as('secretariat').get('/secretariat?status=issued')).main).toContain('該当する申請はありません。');
    expect((await as('secretariat').get('/secretariat?status=all')).main).toContain('該当する申請：121件');
  });

  it('is exported with all rows of the filter, and audited (R147, R168)', async () => {
    const visitor = as('secretariat');
    await visitor.get('/secretariat/export?prefecture=13&route=proxy');
    const choices = { view: 'details', format: 'csv', encoding: 'cp932' };
    const { bytes } = await visitor.send('/secretariat/export?prefecture=13&route=proxy', choices);
    const [heading, ...lines] = new TextDecoder('windows-31j').decode(bytes).split('\r\n').slice(0, -1);
    expect(heading).toBe(
      '申請番号,機関名,機関区分,都道府県,申請方法,申請日,承認日,申請からの日数,この段階での日数,状態',
    );
    expect(lines).toHaveLength(20);
    expect(lines[0]).toMatch(
      /^APF-\d{8},.*,東京都,都道府県による代理申請,2026-10-31,2026-11-\d\d,20,\d+,承認済（事務局確認待ち）$/,
    );
    const [entry] = await rows<{ subject: string; detail: object }>(
      accounts.database.adminUrl,
      'SELECT subject, detail FROM accounts.audit ORDER BY id DESC LIMIT 1',
    );
    expect(entry).toEqual({ subject: 'applications-to-check', detail: { encoding: 'cp932', rows: 20, whole: true } });
  });

  it('ignores filters that nobody offers', async () => {
    const page = await as('secretariat').get("/secretariat?status=';DROP&prefecture=99&page=-1&route=x&page=2");
    expect(page).toMatchObject({ status: 200 });
    expect(page.main).toContain('該当する申請：121件');
  });
});

describe('bad input', () => {
  const paths = [
    '/',
    '/login',
    '/login/x',
    '/password',
    '/password/x',
    `/password/${'a'.repeat(32)}`,
    '/password-reset',
    '/password-reset/sent',
    '/destinations',
    '/secretariat',
    '/secretariat/applications/APF-00000001',
    '/sign-in',
    '/sign-in/callback',
    '/sign-out',
    '/backchannel-logout',
    '/oidc/auth',
    '/oidc/auth/x',
    '/oidc/token',
    '/oidc/me',
    '/oidc/session/end',
    '/oidc/session/end/confirm',
    '/oidc/jwks',
    '/oidc/',
    '/oidc/x',
    '/oidc/.well-known/openid-configuration',
    '/health/ready',
    '/metrics',
    '/assets/x',
  ];
  const types = [
    'application/x-www-form-urlencoded',
    'application/json',
    'text/plain',
    'multipart/form-data; boundary=x',
    'application/octet-stream',
    '',
  ];
  const names = [
    'loginId',
    'password',
    'confirmation',
    '_csrf',
    'seen',
    'choice',
    'code',
    'state',
    'client_id',
    'redirect_uri',
    'response_type',
    'code_challenge',
    'id_token_hint',
    'logout_token',
    'xsrf',
    'grant_type',
    'status',
    'page',
    'to',
    '__proto__',
    'constructor',
  ];
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.constantFrom('\u0000', '../..', '%', '[]', 'registration', 'openid', '９'.repeat(500)),
  );
  const fields = fc.array(fc.tuple(fc.constantFrom(...names), text), { maxLength: 6 });
  const request = fc.record({
    path: fc.constantFrom(...paths),
    method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS'),
    query: fields,
    body: fc.oneof(
      fields.map((pairs) => new URLSearchParams(pairs).toString()),
      fc.json(),
      fc.string({ unit: 'binary' }),
    ),
    type: fc.constantFrom(...types),
    signedIn: fc.boolean(),
  });

  it('never gives a 500, whatever is sent wherever', async () => {
    await fc.assert(
      fc.asyncProperty(request, async ({ path, method, query, body, type, signedIn: asOfficial }) => {
        const url = new URL(path, accounts.url);
        for (const [name, value] of query) url.searchParams.append(name, value.toWellFormed());
        const headers = {
          accept: 'text/html',
          'content-type': type,
          cookie: asOfficial ? as('secretariat').cookiesFor(path) : 'accounts_session=x',
        };
        const hasBody = !['GET', 'HEAD'].includes(method);
        const response = await fetch(url, {
          method,
          headers,
          redirect: 'manual',
          ...(hasBody && { body: body.toWellFormed() }),
        });
        await response.arrayBuffer();
        expect({ path, method, status: response.status < 500 }).toEqual({ path, method, status: true });
      }),
      { numRuns: 1500 },
    );
  });

  it('a body that is too large is refused', async () => {
    const body = `loginId=${'x'.repeat(300_000)}`;
    const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' };
    for (const path of ['/password-reset', '/login/x', '/oidc/token']) {
      const response = await fetch(`${accounts.url}${path}`, { method: 'POST', headers, body });
      expect([400, 413]).toContain(response.status);
    }
  });

  it('a form without the token of its session does nothing', async () => {
    const visitor = new Visitor(accounts.url);
    await visitor.get('/password-reset');
    expect(await visitor.post('/password-reset', { loginId: 'x' })).toMatchObject({ status: 403 });
    const answer = await as('secretariat').post(`/secretariat/applications/${number}`, { seen: 'x', choice: 'new' });
    expect(answer).toMatchObject({ status: 403 });
    expect(await statusOf(accounts, number)).toBe('to-check');
  });

  it('a made-up choice is refused', async () => {
    const page = await as('secretariat').get(`/secretariat/applications/${number}`);
    expect(await as('secretariat').submit(page, { seen: 'made up', choice: crypto.randomUUID() })).toMatchObject({
      status: 409,
    });
    expect(await statusOf(accounts, number)).toBe('to-check');
  });
});

it("people's requests run as a role that can neither change audit rows nor see another schema", async () => {
  await expect(rows(accounts.database.appUrl, 'DELETE FROM accounts.audit')).rejects.toThrow(/permission denied/);
  await expect(rows(accounts.database.workerUrl, "UPDATE accounts.audit SET actor = 'x'")).rejects.toThrow(
    /permission denied/,
  );
  await expect(rows(accounts.database.appUrl, 'CREATE TABLE accounts.mine (id int)')).rejects.toThrow(
    /permission denied/,
  );
});
