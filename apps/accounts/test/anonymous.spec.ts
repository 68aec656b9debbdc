import { type Answer, expectNothingStored, rows, Visitor } from '@todoke/testing';
import { everybody, hospital, logIn, password, seed } from './people.js';
import { relyingService, type RelyingService } from './relying-service.js';
import { running, type Running } from './running.js';

let accounts: Running;
let approval: RelyingService;
beforeAll(async () => {
  approval = await relyingService('approval');
  accounts = await running({ APPROVAL_URL: approval.url });
  await seed(accounts, everybody);
});
afterAll(async () => {
  await accounts.stop();
  await approval.stop();
});

const items = () => rows(accounts.database.adminUrl, 'SELECT model FROM accounts.identity_provider_items');

describe('people who have not signed in', () => {
  it('leave nothing in any table, whatever they look at', async () => {
    const { url } = await approval.begin(`${accounts.url}/oidc`);
    await expectNothingStored(accounts, 'accounts', [
      '/',
      '/login',
      '/login/an-old-interaction',
      '/sign-in',
      '/sign-in/callback?state=x&code=y',
      '/destinations',
      '/secretariat',
      '/password-reset',
      '/password-reset/sent',
      '/password/cut-off',
      new URL(url).pathname + new URL(url).search,
      '/oidc/auth/an-old-interaction',
      '/oidc/session/end',
      '/oidc/session/end?state=x&client_id=approval',
      '/nowhere',
    ]);
  });

  it('leave nothing either with the cookies of a session that is over', async () => {
    const visitor = new Visitor(accounts.url);
    await visitor.submit(await visitor.get('/oidc/session/end'));
    await visitor.get('/oidc/session/end');
    const cookie = visitor.cookiesFor('/oidc/auth').replace(/accounts_leaving=[^;]*;? ?/, '');
    const { url } = await approval.begin(`${accounts.url}/oidc`);
    const before = await items();
    for (let visit = 0; visit < 3; visit += 1) await fetch(url, { redirect: 'manual', headers: { cookie } });
    expect(await items()).toEqual(before);
  });
});

describe('a sign-in under way, which the browser holds', () => {
  it('goes on in each of two tabs', async () => {
    for (const chosen of [0, 1]) {
      const visitor = new Visitor(accounts.url);
      const tabs = [await visitor.get('/login'), await visitor.get('/login')];
      const page = await visitor.submit(tabs[chosen] as Answer, { loginId: hospital.loginId, password });
      expect(page).toMatchObject({ h1: '接続先選択' });
    }
  });

  it('is not taken from another browser, another sign-in, or changed', async () => {
    const [one, other] = [new Visitor(accounts.url), new Visitor(accounts.url)];
    const form = await one.get('/login');
    const path = new URL(form.url).pathname;
    expect(await other.get(path)).toMatchObject({ h1: 'ログイン' });
    expect((await other.get(path)).url).not.toBe(form.url);
    const held = one.cookie('accounts_request') ?? '';
    const parts = held.split('.');
    parts[3] = `${parts[3]?.slice(0, -4) ?? ''}AAAA`;
    one.setCookie('accounts_request', parts.join('.'));
    expect((await one.get(path)).url).not.toBe(form.url);
    const third = new Visitor(accounts.url);
    const foreign = await third.get('/login');
    third.setCookie('accounts_request', held);
    expect((await third.get(new URL(foreign.url).pathname)).url).not.toBe(foreign.url);
  });

  it('shows nobody what it is about', async () => {
    const visitor = new Visitor(accounts.url);
    await visitor.get('/login');
    const held = visitor.cookie('accounts_request') ?? '';
    expect(held.length).toBeGreaterThan(100);
    expect(held.length).toBeLessThan(3_900);
    const texts = held.split('.').map((part) => Buffer.from(part, 'base64url').toString('latin1'));
    expect(texts.join(' ')).not.toMatch(/client_id|redirect_uri|accounts\/oidc/);
  });

  it('that is too long for a cookie is refused, and stores nothing', async () => {
    const { url } = await approval.begin(`${accounts.url}/oidc`, { ui_locales: 'ja '.repeat(1_500) });
    const before = await items();
    const { headers } = await fetch(url, { redirect: 'manual' });
    expect(headers.get('location')).toMatch(/\/sign-in\/callback\?error=invalid_request/);
    expect(headers.getSetCookie().join()).not.toContain('accounts_request=');
    expect(await items()).toEqual(before);
  });

  it('is stored from the password on, and used once', async () => {
    const visitor = new Visitor(accounts.url, { follows: (url) => !url.includes('/oidc/auth/') });
    const answered = await visitor.submit(await visitor.get('/login'), { loginId: hospital.loginId, password });
    const resume = answered.way.at(-1) ?? '';
    const cookie = visitor.cookiesFor(new URL(resume).pathname);
    const once = () => fetch(resume, { redirect: 'manual', headers: { cookie } });
    expect((await once()).headers.get('location')).toContain('/sign-in/callback?code=');
    expect((await once()).headers.get('location')).not.toContain('code=');
    expect(await logIn(new Visitor(accounts.url), hospital.loginId)).toMatchObject({ h1: '接続先選択' });
  });
});
