import type { SignedIn } from '@todoke/service';
import { type Answer, freePort, rows, type Visitor } from '@todoke/testing';
import { startStandInIssuer, type StandInIssuer } from '@todoke/testing/stand-in-issuer';
import { decodeJwt } from 'jose';
import { startDesk, type Desk, visitorAt } from './desk/start-desk.js';

const official: SignedIn = { sub: 'p-46', role: 'prefecture', prefecture: '46', area: ['462012', '462039'] };
const staff: SignedIn = { sub: 's-1', role: 'secretariat' };
const institution: SignedIn = { sub: 'i-1', role: 'institution', institution: 'inst-1' };
const stranger = { sub: 'x-1', role: 'intruder' } as unknown as SignedIn;

let issuer: StandInIssuer;
let first: Desk;
let second: Desk;
let visitor: Visitor;

beforeAll(async () => {
  const ports = { first: await freePort(), second: await freePort(), issuer: await freePort() };
  const at = (port: number): string => `http://localhost:${port}`;
  const client = (clientId: string, port: number) => ({
    clientId,
    clientSecret: `secret of ${clientId}`,
    url: at(port),
  });
  const clients = [client('first', ports.first), client('second', ports.second)];
  issuer = await startStandInIssuer({ port: ports.issuer, clients, people: [official, staff, institution, stranger] });
  const desk = (clientId: string, port: number) =>
    startDesk(
      { service: clientId },
      (publicUrl) => ({ issuer: issuer.issuer, clientId, clientSecret: `secret of ${clientId}`, publicUrl }),
      port,
    );
  first = await desk('first', ports.first);
  second = await desk('second', ports.second);
});
afterAll(async () => {
  await Promise.all([first.close(), second.close(), issuer.close()]);
});
beforeEach(() => {
  visitor = visitorAt(first.url);
});

/** Goes to a page, picks a person where the issuer asks, and follows until a page of ours comes. */
async function signIn(person: string, path: string, browser = visitor): Promise<Answer> {
  const asked = await browser.follow(path);
  if (!asked.html.includes('name="person"')) return asked;
  const chosen = await browser.post(asked.url, { person });
  return browser.follow(new URL(chosen.to ?? '', asked.url).href);
}

const base64url = (text: string): string => Buffer.from(text).toString('base64url');

const sessions = (desk: Desk) =>
  rows<{ sid: string | null; data: Record<string, unknown> }>(
    desk.database.adminUrl,
    'SELECT * FROM first.web_sessions',
  );

describe('signing in', () => {
  it('leads from a page that needs it to the issuer and back to that page, with the claims of the design', async () => {
    const asked = await visitor.get('/private?from=mail');
    expect([asked.status, asked.to]).toEqual([303, '/sign-in?to=%2Fprivate%3Ffrom%3Dmail']);
    const { status, html, url } = await signIn(official.sub, '/private?from=mail');
    expect([status, url]).toEqual([200, `${first.url}/private?from=mail`]);
    expect(html).toContain('p-46 prefecture 46');
    expect(html).toContain('<span class="visually-hidden">ログイン中：</span>鹿児島県');
    const [row] = (await sessions(first)).filter(
      ({ data }) => (data['person'] as SignedIn | undefined)?.sub === official.sub,
    );
    expect(row?.data['person']).toEqual({ ...official, sid: row?.sid });
    expect(row?.sid).toMatch(/^[\w-]{10,}$/);
  });

  it('uses PKCE, state and nonce, and asks for the claims alone', async () => {
    const { to } = await visitor.get('/sign-in');
    const asked = new URL(to ?? '').searchParams;
    expect(Object.fromEntries(asked)).toMatchObject({
      response_type: 'code',
      scope: 'openid profile',
      code_challenge_method: 'S256',
      redirect_uri: `${first.url}/sign-in/callback`,
    });
    for (const name of ['state', 'nonce', 'code_challenge']) expect(asked.get(name)).toMatch(/^[\w-]{43}$/);
  });

  it('gives the session a new id and drops what an anonymous visitor put into it', async () => {
    const token = (await visitor.get('/')).csrf;
    await visitor.post('/notes', { note: 'planted', colour: 'red', _csrf: token });
    const before = visitor.cookie('first_session');
    await signIn(official.sub, '/private');
    expect(visitor.cookie('first_session')).not.toBe(before);
    expect((await visitor.get('/')).html).not.toContain('>planted<');
    const old = visitorAt(first.url);
    old.setCookie('first_session', before ?? '');
    expect((await old.get('/private')).status).toBe(303);
  });

  it('works in two tabs at once, in a browser that had no session, and both keep working', async () => {
    const tabs = await Promise.all(['/private?tab=1', '/private?tab=2'].map((path) => visitor.follow(path)));
    const ends: Answer[] = [];
    for (const tab of tabs) {
      const chosen = await visitor.post(tab.url, { person: official.sub });
      ends.push(await visitor.follow(new URL(chosen.to ?? '', tab.url).href));
    }
    expect(ends.map(({ url }) => url)).toEqual([`${first.url}/private?tab=1`, `${first.url}/private?tab=2`]);
    for (const { csrf } of ends) {
      expect((await visitor.post('/private/act', { _csrf: csrf })).status).toBe(303);
    }
  });

  it.each(['//evil.example/', 'https://evil.example/', '/\\evil.example', 'private'])(
    'never leads elsewhere: %s',
    async (to) => {
      const { url } = await signIn(official.sub, `/sign-in?to=${encodeURIComponent(to)}`);
      expect(url).toBe(`${first.url}/`);
    },
  );

  it('leaves a browser usable that a foreign page sends here again and again, with the longest targets', async () => {
    const target = `/private?from=${'a'.repeat(1_980)}`;
    for (let sent = 0; sent < 10; sent += 1) await visitor.get(`/sign-in?to=${encodeURIComponent(target)}`);
    expect((await visitor.get('/')).status).toBe(200);
    expect(visitor.cookiesFor('/').length).toBeLessThan(4_000);
    expect((await signIn(official.sub, `/sign-in?to=${encodeURIComponent(target)}`)).url).toBe(`${first.url}/`);
  });

  it('keeps a bounded number of attempts', async () => {
    for (let attempt = 0; attempt < 12; attempt += 1) await visitor.get('/sign-in');
    const { headers } = await visitor.get('/sign-in');
    const set = headers.getSetCookie();
    expect(set.filter((line) => line.includes('Max-Age=0') || line.includes('Expires=Thu, 01 Jan 1970'))).toHaveLength(
      1,
    );
  });
});

describe('who may see a page', () => {
  it('another role is told so, and can sign out', async () => {
    const { status, html } = await signIn(institution.sub, '/private');
    expect(status).toBe(403);
    expect(html).toContain('<h1>この画面はご利用になれません</h1>');
    expect(html).toContain('action="/sign-out"');
  });

  it('what stands on a handler replaces what stands on its controller', async () => {
    expect((await signIn(staff.sub, '/private/secretariat')).html).toBe('secretariat');
    expect((await signIn(official.sub, '/private/secretariat', visitorAt(first.url))).status).toBe(403);
  });

  it('a form of somebody whose session has ended is a 401 that leads to signing in', async () => {
    const { status, html } = await visitor.post('/private/act', { _csrf: 'old' });
    expect(status).toBe(401);
    expect(html).toContain('href="/sign-in"');
  });

  it('a program gets 401 and not a redirect', async () => {
    const { status, html } = await visitor.get('/private', { accept: 'application/json' });
    expect([status, (JSON.parse(html) as { code: string }).code]).toEqual([401, 'sign-in-needed']);
  });

  it('claims that are not those of the design let nobody in', async () => {
    const { status, html } = await signIn(stranger.sub, '/private');
    expect([status, html.includes('この利用者ではログインできません')]).toEqual([403, true]);
    expect((await visitor.get('/private')).status).toBe(303);
  });
});

describe('an answer that cannot be used is a page with a way to begin again', () => {
  const again = 'もう一度ログインする';

  it('without a state, with an unknown one, or with several', async () => {
    for (const query of [
      '',
      '?code=x',
      '?state=unknown&code=x',
      '?state=a&state=b',
      '?state[]=a',
      '?error=server_error',
    ]) {
      const { status, html } = await visitor.get(`/sign-in/callback${query}`);
      expect([query, status, html.includes(again)]).toEqual([query, 400, true]);
    }
  });

  it('the same answer a second time', async () => {
    const asked = await visitor.follow('/private');
    const chosen = await visitor.post(asked.url, { person: official.sub });
    const resumed = await visitor.get(new URL(chosen.to ?? '', asked.url).href);
    const callback = resumed.to ?? '';
    expect((await visitor.get(callback)).status).toBe(303);
    const second = await visitor.get(callback);
    expect([second.status, second.html.includes(again)]).toEqual([400, true]);
  });

  it('an answer with another code, or in another browser', async () => {
    const { to } = await visitor.get('/sign-in');
    const state = new URL(to ?? '').searchParams.get('state') ?? '';
    const iss = encodeURIComponent(issuer.issuer);
    expect((await visitorAt(first.url).get(`/sign-in/callback?state=${state}&code=x&iss=${iss}`)).status).toBe(400);
    expect((await visitor.get(`/sign-in/callback?state=${state}&code=forged&iss=${iss}`)).status).toBe(400);
  });

  it('a sign-in that the person gave up', async () => {
    const { status, html } = await signIn('', '/private');
    expect([status, html.includes('ログインを中止しました'), html.includes(again)]).toEqual([403, true, true]);
  });

  it('an attempt whose cookie was tampered with', async () => {
    const { to, headers } = await visitor.get('/sign-in');
    const state = new URL(to ?? '').searchParams.get('state') ?? '';
    const name = headers.getSetCookie()[0]?.split('=')[0] ?? '';
    visitor.setCookie(name, `${Buffer.from('{"state":"x"}').toString('base64url')}.forged`);
    expect((await visitor.get(`/sign-in/callback?state=${state}&code=x`)).status).toBe(400);
  });
});

describe('signing out', () => {
  it('at one service ends the session there, at the issuer and at the other service', async () => {
    const { csrf } = await signIn(official.sub, '/private');
    const other = await signIn(official.sub, `${second.url}/private`);
    expect([other.status, other.url]).toEqual([200, `${second.url}/private`]);

    const answer = await visitor.post('/sign-out', { _csrf: csrf });
    expect(answer.status).toBe(303);
    expect(new URL(answer.to ?? '').origin).toBe(new URL(issuer.issuer).origin);
    const confirm = await visitor.follow(answer.to ?? '');
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(confirm.html)?.[1] ?? '';
    const action = /action="([^"]+)"/.exec(confirm.html)?.[1] ?? '';
    const confirmed = await visitor.post(action, { xsrf, logout: 'yes' });
    const end = await visitor.follow(new URL(confirmed.to ?? '', action).href);
    expect([end.url, end.html.includes('<h1>ログアウトしました</h1>')]).toEqual([
      `${first.url}/sign-out?`.slice(0, -1),
      true,
    ]);

    expect((await visitor.get(`${second.url}/private`)).status).toBe(303);
    expect((await visitor.follow('/private')).html).toContain('name="person"');
  });

  it('proves to the issuer who wants it by an id_token that nobody can read in the database', async () => {
    const { csrf } = await signIn(official.sub, '/private');
    const stored = JSON.stringify(await sessions(first));
    expect(stored).toContain(official.sub);
    // The beginning of every JSON Web Token.
    expect(stored).not.toContain('eyJ');
    const answer = await visitor.post('/sign-out', { _csrf: csrf });
    const hint = new URL(answer.to ?? '').searchParams.get('id_token_hint') ?? '';
    expect(decodeJwt(hint)).toMatchObject({ sub: official.sub, aud: 'first' });
  });

  it('of a session without that proof asks the issuer all the same, which asks the person', async () => {
    const { csrf } = await signIn(official.sub, '/private');
    await rows(
      first.database.adminUrl,
      "UPDATE first.web_sessions SET data = data - 'signOutHint' WHERE data <> 'null'",
    );
    const to = new URL((await visitor.post('/sign-out', { _csrf: csrf })).to ?? '');
    expect(to.origin).toBe(new URL(issuer.issuer).origin);
    expect(Object.fromEntries(to.searchParams)).toEqual({
      client_id: 'first',
      post_logout_redirect_uri: `${first.url}/sign-out`,
    });
  });

  it('needs the token of the session, so that no other site can do it', async () => {
    await signIn(official.sub, '/private');
    expect((await visitor.post('/sign-out', {})).status).toBe(403);
    expect((await visitor.get('/private')).status).toBe(200);
  });

  it.each([
    ['nothing', ''],
    ['no token', 'logout_token='],
    ['a token that is none', 'logout_token=abc'],
    ['an unsigned token', `logout_token=${base64url('{"alg":"none"}')}.${base64url('{"sid":"x"}')}.`],
    ['two tokens', 'logout_token=a&logout_token=b'],
  ])('by the issuer is refused with %s', async (_what, body) => {
    const { status, html, headers } = await visitor.once('/backchannel-logout', {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(status).toBe(400);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(JSON.parse(html)).toMatchObject({ error: 'invalid_request' });
  });

  it('by the issuer is refused with an id_token in place of a logout token', async () => {
    await signIn(official.sub, '/private');
    const elsewhere = visitorAt(first.url);
    const { csrf } = await signIn(official.sub, '/private', elsewhere);
    const { to } = await elsewhere.post('/sign-out', { _csrf: csrf });
    const idToken = new URL(to ?? '').searchParams.get('id_token_hint') ?? '';
    expect(decodeJwt(idToken)).toMatchObject({ sub: official.sub });
    const { status } = await visitor.post('/backchannel-logout', { logout_token: idToken });
    expect(status).toBe(400);
    expect((await visitor.get('/private')).status).toBe(200);
  });
});

it('nothing that identifies a person or opens a session is logged', () => {
  expect([...first.lines, ...second.lines].join('')).not.toMatch(/p-46|code=|state=|eyJ|id_token/);
});

it('the description of the API is titled, and lists what programs may ask and nothing of signing in', async () => {
  const document = (await (await fetch(`${first.url}/openapi.json`)).json()) as { info: object; paths: object };
  expect(document.info).toMatchObject({ title: 'Todoke first' });
  expect(Object.keys(document.paths)).toContain('/api/echo');
  expect(Object.keys(document.paths).join(' ')).not.toMatch(/sign-|logout|health|metrics/);
});
