import { jest } from '@jest/globals';
import { type Answer, clockAhead, rows, Visitor } from '@todoke/testing';
import { hospital, kagoshima, logIn, password, seed, signedIn } from './people.js';
import { relyingService, type RelyingService } from './relying-service.js';
import { friday, running, type Running } from './running.js';

let accounts: Running;
let approval: RelyingService;
beforeAll(async () => {
  approval = await relyingService('approval');
  accounts = await running({ APPROVAL_URL: approval.url });
  await seed(accounts, [hospital, kagoshima]);
});
afterAll(async () => {
  await accounts.stop();
  await approval.stop();
});
beforeEach(() => rows(accounts.database.adminUrl, 'DELETE FROM accounts.identity_attempts'));
afterEach(() => {
  jest.useRealTimers();
  accounts.clock.set(friday);
});

/** Sessions and sign-ins under way go by the real time. */
const later = (minutes: number) => jest.useFakeTimers(clockAhead(minutes));

const hrefOf = (page: Answer, label: string): string =>
  (new RegExp(`href="([^"]*)"[^>]*>${label}<`).exec(page.html)?.[1] ?? '').replaceAll('&#x3D;', '=');

describe('a login page that was left open too long', () => {
  it('opens a new one, which says why and keeps the login ID, never the password', async () => {
    const visitor = new Visitor(accounts.url);
    const left = await visitor.get('/login');
    later(70);
    const again = await visitor.submit(left, { loginId: hospital.loginId, password });
    expect(again).toMatchObject({ status: 200, h1: 'ログイン' });
    expect(again.main).toContain('期限が切れていたため');
    expect(again.html).toContain(`value="${hospital.loginId}"`);
    expect(again.html).not.toContain(password);
    expect(await visitor.submit(again, { password })).toMatchObject({ h1: '接続先選択' });
    expect((await new Visitor(accounts.url).inBrowserOf(visitor).get('/destinations')).main).not.toContain(
      '期限が切れて',
    );
  });

  it('leads on to the page that was asked for before', async () => {
    const visitor = new Visitor(accounts.url);
    const left = await visitor.get('/secretariat?prefecture=46');
    later(70);
    const again = await visitor.submit(left, { loginId: kagoshima.loginId, password });
    const end = await visitor.submit(again, { password });
    expect(end.url).toBe(`${accounts.url}/secretariat?prefecture=46`);
  });

  it('of another service begins again there, which knows the page that was asked for', async () => {
    const visitor = new Visitor(accounts.url, { follows: (url) => !url.startsWith(approval.url) });
    const { url } = await approval.begin(`${accounts.url}/oidc`);
    const left = await visitor.get(url);
    later(70);
    const { to } = await visitor.submit(left, { loginId: kagoshima.loginId, password });
    expect(to).toBe(`${approval.url}/sign-in?again`);
    expect((await visitor.get(left.url)).to).toBe(`${approval.url}/sign-in?again`);
  });

  it('names no service but ours', async () => {
    const visitor = new Visitor(accounts.url);
    for (const service of ['evil', 'constructor', 'https://evil.example', 'approval&for=x'])
      expect(await visitor.get(`/login/x?for=${service}`)).toMatchObject({ status: 200, h1: 'ログイン' });
  });

  it('of somebody who has signed in meanwhile signs nobody else in, and leads on with one click', async () => {
    const visitor = new Visitor(accounts.url);
    const left = await visitor.get('/login');
    await logIn(visitor, hospital.loginId);
    const refused = await visitor.submit(left, { loginId: kagoshima.loginId, password });
    expect(refused).toMatchObject({ status: 403, h1: '画面の有効期限が切れました' });
    expect(await visitor.get(hrefOf(refused, '画面を開き直す'))).toMatchObject({ status: 200, h1: 'ログイン' });
    expect((await visitor.get('/destinations')).main).toContain(hospital.loginId);
  });

  it('with a form of another session leads back to itself with one click', async () => {
    const visitor = new Visitor(accounts.url);
    const left = await visitor.get('/login');
    const refused = await visitor.post(left.url, { loginId: hospital.loginId, password, _csrf: 'of-another-session' });
    expect(refused).toMatchObject({ status: 403, h1: '画面の有効期限が切れました' });
    expect(refused.html).not.toContain(password);
    const again = await visitor.get(hrefOf(refused, '画面を開き直す'));
    expect(await visitor.submit(again, { loginId: hospital.loginId, password })).toMatchObject({ h1: '接続先選択' });
  });

  it.each([
    '/login',
    '/login/',
    '/LOGIN',
    '/login/an-old-interaction',
    '/oidc/auth/an-old-one',
    '/oidc/interaction/an-old-one',
    '/oidc/auth',
    '/oidc/auth?client_id=approval&redirect_uri=x&response_type=code&code_challenge=old',
    '/oidc/session/end/confirm',
    '/sign-in/callback?code=old&state=old&iss=old',
    '/destinations',
    '/secretariat',
    '/Secretariat/',
  ])('a bookmark of %s leads to a login in at most one click', async (path) => {
    const visitor = new Visitor(accounts.url);
    const page = await visitor.get(path);
    if (page.h1 === 'ログイン') return expect(page.status).toBe(200);
    const [, href = ''] = /<main[^]*href="(\/(?:login|sign-in)[^"]*)"/.exec(page.html) ?? [];
    expect(await visitor.get(href.replaceAll('&#x3D;', '='))).toMatchObject({ status: 200, h1: 'ログイン' });
  });
});

describe('a password page that was left open', () => {
  it('leads back to itself with one click, and nothing of the password is in the answer', async () => {
    const visitor = new Visitor(accounts.url);
    const refused = await visitor.post('/password/some-token', { password: 'Abcdefg1', confirmation: 'Abcdefg1' });
    expect(refused).toMatchObject({ status: 403 });
    expect(refused.html).not.toContain('Abcdefg1');
    expect(hrefOf(refused, '画面を開き直す')).toBe('/password/some-token');
  });

  it('is not all: what was sent to another page after its session ended is kept until the next sign-in', async () => {
    const visitor = await signedIn(accounts, kagoshima);
    const ended = "UPDATE accounts.web_sessions SET expires_at = now() - interval '1 minute'";
    await rows(accounts.database.adminUrl, ended);
    const refused = await visitor.post(
      '/secretariat/applications/APF-00000001',
      { seen: 'x', _csrf: visitor.csrf },
      { 'sec-fetch-site': 'same-origin' },
    );
    expect(refused).toMatchObject({ status: 401, h1: 'ログインが必要です' });
    expect(await visitor.get(hrefOf(refused, 'ログインして続ける'))).toMatchObject({
      status: 200,
      h1: 'まだ送信していません',
    });
  });
});

describe('the login page', () => {
  const fail = async (loginId: string, times: number): Promise<Answer> => {
    const visitor = new Visitor(accounts.url);
    for (let failure = 1; failure < times; failure += 1) await logIn(visitor, loginId, 'Wrong-password-1');
    return logIn(visitor, loginId, 'Wrong-password-1');
  };

  it('leads to 新規ユーザ登録申請', async () => {
    const page = await new Visitor(accounts.url).get('/login');
    expect(hrefOf(page, '新規ユーザ登録申請')).toBe('http://127.0.0.1:9/user-Registration-Form');
  });

  it.each([hospital.loginId, 'nobody30'])(
    'says until when %s has to wait, whether it exists or not',
    async (loginId) => {
      accounts.clock.set(new Date('2026-11-20T10:23:20+09:00'));
      const { main } = await fail(loginId, 6);
      expect(main).toContain('10時25分を過ぎてから');
      accounts.clock.set(new Date('2026-11-20T10:25:00+09:00'));
      expect(await logIn(new Visitor(accounts.url), hospital.loginId)).toMatchObject({ h1: '接続先選択' });
    },
  );

  it('says in the night when that is on the clock of Tokyo', async () => {
    accounts.clock.set(new Date('2026-11-20T23:59:00+09:00'));
    expect((await fail('nobody31', 6)).main).toContain('0時0分を過ぎてから');
  });

  it('says of a refused password what the keyboard may have done', async () => {
    const { main } = await fail('nobody32', 1);
    expect(main).toContain('Caps Lock');
    expect(main).toContain('日本語入力');
  });
});
