import { accounts as service } from '../src/accounts.service.js';
import fc from 'fast-check';
import { decodeJwt } from 'jose';
import { type Answer, eventually, freePort, rows, Visitor } from '@todoke/testing';
import { healthCentre, hospital, idOf, kagoshima, password, seed, signedIn } from './people.js';
import { claimsOf, relyingService, type RelyingService } from './relying-service.js';
import { clientSecret, running, type Running } from './running.js';

let accounts: Running;
let registration: RelyingService;
let approval: RelyingService;
let issuer: string;

beforeAll(async () => {
  registration = await relyingService('registration');
  approval = await relyingService('approval');
  accounts = await running({ REGISTRATION_URL: registration.url, APPROVAL_URL: approval.url });
  issuer = `${accounts.url}/oidc`;
  await seed(accounts, [hospital, kagoshima, healthCentre]);
});
afterAll(async () => {
  await accounts.stop();
  await registration.stop();
  await approval.stop();
});

/** Stops before another service. */
const visitor = (): Visitor => new Visitor(accounts.url, { follows: (url) => url.startsWith(accounts.url) });

/** Signs in at a service and returns to it. */
async function signInAt(service: RelyingService, who: Visitor, loginId: string) {
  const { url, finish } = await service.begin(issuer);
  const page = await who.submit(await who.get(url), { loginId, password });
  return finish(page.way.at(-1) ?? '');
}

const lastOf = ({ way }: Answer): string => way.at(-1) ?? '';
const codeIn = (url: string): string => new URL(url).searchParams.get('code') ?? '';

/** A client's own sign-in at the token endpoint (RFC 6749, 2.3.1). */
const basic = (client: string): string =>
  `Basic ${Buffer.from(`${client}:${encodeURIComponent(clientSecret(client))}`).toString('base64')}`;

async function exchange(code: string, fields: Record<string, string> = {}, client = 'registration'): Promise<Response> {
  const authorization = basic(client);
  const body = {
    grant_type: 'authorization_code',
    code,
    redirect_uri: `${registration.url}/sign-in/callback`,
    ...fields,
  };
  return fetch(`${issuer}/token`, { method: 'POST', headers: { authorization }, body: new URLSearchParams(body) });
}

describe('signing in at a service', () => {
  it('returns to that service with the claims of the design', async () => {
    const tokens = await signInAt(approval, visitor(), healthCentre.loginId);
    const claims = decodeJwt(tokens.id_token ?? '');
    expect(claims).toMatchObject({
      iss: issuer,
      aud: 'approval',
      role: 'health-centre',
      prefecture: '46',
      area: ['462012'],
    });
    expect(claims.sub).toBe(await idOf(accounts, healthCentre.loginId));
    expect(claims['sid']).toMatch(/^\S{10,}$/);
    expect(JSON.stringify(claims)).not.toContain('kagoshima-centre');
  });

  it('gives an institution as a claim of its account', async () => {
    const claims = decodeJwt((await signInAt(registration, visitor(), hospital.loginId)).id_token ?? '');
    expect(claims).toMatchObject({
      role: 'institution',
      institution: expect.stringMatching(/^[\da-f-]{36}$/) as string,
    });
    expect(claims['area']).toBeUndefined();
  });

  it('gives the name that an account has with the scope profile alone', async () => {
    const who = visitor();
    const plain = decodeJwt((await signInAt(registration, who, kagoshima.loginId)).id_token ?? '');
    expect(plain).not.toHaveProperty('name');
    expect(await claimsOf(approval, issuer, who, { scope: 'openid profile' })).toMatchObject({ name: '有村 幸子' });
    const nameless = visitor();
    await signInAt(registration, nameless, hospital.loginId);
    expect(await claimsOf(approval, issuer, nameless, { scope: 'openid profile' })).not.toHaveProperty('name');
  });

  it('asks for the password once for all services', async () => {
    const who = visitor();
    const first = decodeJwt((await signInAt(registration, who, kagoshima.loginId)).id_token ?? '');
    const second = await claimsOf(approval, issuer, who);
    expect(second.sub).toBe(first.sub);
    expect((await who.get('/destinations')).h1).toBe('接続先選択');
  });

  it('goes on after a restart: nothing of it is in memory', async () => {
    const who = visitor();
    await signInAt(registration, who, kagoshima.loginId);
    const port = await freePort();
    const other = await service.createApp(accounts.settings, accounts.clock);
    await other.listen(port, '127.0.0.1');
    const { url } = await approval.begin(issuer);
    const response = await fetch(url.replace(accounts.url, `http://127.0.0.1:${port}`), {
      redirect: 'manual',
      headers: { cookie: who.cookiesFor('/oidc/auth') },
    });
    await other.close();
    expect(response.headers.get('location')).toContain(`${approval.url}/sign-in/callback?code=`);
  });
});

describe('what the provider refuses', () => {
  it('a sign-in without PKCE, with plain PKCE or with another flow goes back with an error', async () => {
    const { url } = await registration.begin(issuer);
    const variants: ((query: URLSearchParams) => void)[] = [
      (query) => ['code_challenge', 'code_challenge_method'].forEach((name) => query.delete(name)),
      (query) => query.set('code_challenge_method', 'plain'),
      (query) => query.set('response_type', 'id_token'),
    ];
    for (const change of variants) {
      const changed = new URL(url);
      change(changed.searchParams);
      const back = lastOf(await visitor().get(changed.href));
      expect(back).toContain(`${registration.url}/sign-in/callback`);
      expect(back).toContain('error=');
    }
  });

  it('an unknown client or another redirect URI gets a page of ours without details', async () => {
    const { url } = await registration.begin(issuer);
    for (const [name, value] of [
      ['client_id', 'stranger'],
      ['redirect_uri', 'http://evil.example/sign-in/callback'],
    ] as const) {
      const changed = new URL(url);
      changed.searchParams.set(name, value);
      const page = await visitor().get(changed.href);
      expect(page).toMatchObject({ status: 400, h1: 'ログインを続けられません' });
      expect(page.main).not.toMatch(/stranger|evil|redirect_uri|invalid_/);
    }
  });

  it('a code is worth a token once, and a second use takes the first token back', async () => {
    const who = visitor();
    const { url, finish } = await registration.begin(issuer);
    const callback = lastOf(await who.submit(await who.get(url), { loginId: kagoshima.loginId, password }));
    const { access_token: token } = await finish(callback);
    const me = () => fetch(`${issuer}/me`, { headers: { authorization: `Bearer ${token}` } });
    expect((await me()).status).toBe(200);
    await expect(finish(callback)).rejects.toMatchObject({ error: 'invalid_grant' });
    expect((await me()).status).toBe(401);
  });

  it('of two who come at once with one code, one gets the token', async () => {
    const verifier = 'v'.repeat(43);
    const challenge = Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(verifier))).toString('base64url');
    const who = await signedIn(accounts, kagoshima);
    const { url } = await registration.begin(issuer, { code_challenge: challenge });
    const stopping = visitor().inBrowserOf(who);
    const code = codeIn(lastOf(await stopping.get(url)));
    const answers = await Promise.all([1, 2, 3, 4].map(() => exchange(code, { code_verifier: verifier })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400, 400]);
  });

  it('a code is worth nothing to another service or without its verifier', async () => {
    const who = visitor().inBrowserOf(await signedIn(accounts, kagoshima));
    const { url } = await registration.begin(issuer);
    const code = codeIn(lastOf(await who.get(url)));
    expect((await exchange(code, { code_verifier: 'w'.repeat(43) }, 'approval')).status).toBe(400);
    expect((await exchange(code, { code_verifier: 'w'.repeat(43) })).status).toBe(400);
    expect(
      (
        await fetch(`${issuer}/token`, {
          method: 'POST',
          body: new URLSearchParams({ grant_type: 'authorization_code', code }),
        })
      ).status,
    ).toBe(400);
  });

  it('nothing that is put into a sign-in or a token request gives a 500', async () => {
    const { url } = await registration.begin(issuer);
    const authorization = basic('registration');
    const names = [
      'scope',
      'prompt',
      'max_age',
      'claims',
      'request',
      'request_uri',
      'response_mode',
      'id_token_hint',
      'login_hint',
      'ui_locales',
      'acr_values',
      'nonce',
      'state',
      'code_challenge',
      'redirect_uri',
      'response_type',
      'display',
      'resource',
      'dpop_jkt',
      'grant_type',
      'code',
      'code_verifier',
      'refresh_token',
      'client_assertion',
      'client_assertion_type',
      'client_secret',
      'logout_hint',
      'post_logout_redirect_uri',
    ];
    const value = fc.oneof(
      fc.string({ unit: 'binary' }).map((text) => text.toWellFormed()),
      fc.constantFrom(
        '',
        '\u0000',
        'none',
        'login',
        'consent',
        '-1',
        '1e99',
        '{}',
        '[]',
        'openid offline_access',
        'form_post',
        'fragment',
        'a.b.c',
        'authorization_code',
        `${registration.url}/sign-out`,
      ),
    );
    const changes = fc.array(fc.tuple(fc.constantFrom(...names), value), { minLength: 1, maxLength: 3 });
    const one = fc.tuple(fc.constantFrom('auth', 'auth/x', 'token', 'session/end', 'me'), fc.boolean(), changes);
    await fc.assert(
      fc.asyncProperty(one, async ([place, posted, changed]) => {
        const to = new URL(url.replace('/auth?', `/${place}?`));
        for (const [name, text] of changed) to.searchParams.set(name, text);
        const headers = { accept: 'text/html', ...(place === 'token' && { authorization }) };
        const body = new URLSearchParams(to.searchParams);
        const sent = posted ? { method: 'POST', body } : {};
        const response = await fetch(posted ? (to.href.split('?')[0] ?? '') : to, {
          headers,
          redirect: 'manual',
          ...sent,
        });
        await response.arrayBuffer();
        expect({ place, status: response.status < 500 }).toEqual({ place, status: true });
      }),
      {
        numRuns: 800,
        // Both once gave a 500.
        examples: [[['session/end', false, [['state', '\u0000']]]], [['auth/x', false, [['nonce', '']]]]],
      },
    );
  });

  it('a wrong secret of a service', async () => {
    const authorization = `Basic ${Buffer.from('registration:wrong secret of it').toString('base64')}`;
    const body = new URLSearchParams({ grant_type: 'authorization_code', code: 'x', code_verifier: 'y'.repeat(43) });
    const response = await fetch(`${issuer}/token`, { method: 'POST', headers: { authorization }, body });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ error: 'invalid_client' });
  });
});

describe('signing out', () => {
  it('at one service ends the session at all of them', async () => {
    const who = visitor();
    const here = await signInAt(registration, who, kagoshima.loginId);
    const there = await claimsOf(approval, issuer, who);
    const query = new URLSearchParams({
      id_token_hint: here.id_token ?? '',
      post_logout_redirect_uri: `${registration.url}/sign-out`,
    });
    const between = await who.get(`/oidc/session/end?${query.toString()}`);
    expect(between).toMatchObject({ status: 200, h1: 'ログアウトしています' });
    const done = await who.submit(between);
    expect(lastOf(done)).toBe(`${registration.url}/sign-out`);
    await eventually(() => {
      expect(approval.logouts.map(({ sid }) => sid)).toContain(there['sid']);
      expect(registration.logouts.at(-1)).toMatchObject({ iss: issuer, aud: 'registration', sub: here.claims()?.sub });
    });
    expect(await who.get((await approval.begin(issuer)).url)).toMatchObject({ h1: 'ログイン' });
  });

  it('here ends the session here too, by the button of the header', async () => {
    const who = await signedIn(accounts, kagoshima);
    await who.submit(await who.signOut(await who.get('/destinations')));
    expect(await who.get('/destinations')).toMatchObject({ h1: 'ログイン' });
  });

  it('without a session passes on in Japanese as well', async () => {
    const who = visitor();
    const { id_token: hint } = await signInAt(registration, who, kagoshima.loginId);
    await rows(accounts.database.adminUrl, "DELETE FROM accounts.identity_provider_items WHERE model = 'Session'");
    const query = new URLSearchParams({ id_token_hint: hint ?? '', post_logout_redirect_uri: `${registration.url}/` });
    const between = await who.get(`/oidc/session/end?${query.toString()}`);
    expect(between).toMatchObject({ h1: 'ログアウトしています' });
    expect(between.html).not.toContain('Submitting Callback');
    expect(lastOf(await who.submit(between))).toBe(`${registration.url}/`);
  });

  it('waits for a service that is unavailable, and tells it later', async () => {
    const who = visitor();
    await signInAt(registration, who, kagoshima.loginId);
    const { sid } = await claimsOf(approval, issuer, who);
    approval.answerLogoutsWith(503);
    await who.submit(await who.get('/oidc/session/end'));
    const waiting = () =>
      rows(accounts.database.adminUrl, "SELECT 1 FROM accounts.identity_pending_logouts WHERE client_id = 'approval'");
    await eventually(async () => expect(await waiting()).toHaveLength(1));
    approval.answerLogoutsWith(200);
    await rows(accounts.database.adminUrl, 'UPDATE accounts.identity_pending_logouts SET next_at = now()');
    await eventually(async () => expect(await waiting()).toHaveLength(0));
    expect(approval.logouts.at(-1)).toMatchObject({ sid });
  });

  it('a link on somebody’s page asks first, also with an id_token of somebody else', async () => {
    const { id_token: hint } = await signInAt(registration, visitor(), healthCentre.loginId);
    const who = await signedIn(accounts, kagoshima);
    for (const query of ['', `?id_token_hint=${hint ?? ''}`]) {
      const asked = await who.get(`/oidc/session/end${query}`);
      expect(asked).toMatchObject({ status: 200, h1: 'ログアウト' });
      expect(asked.html).not.toContain('data-send-at-once');
    }
    who.forgetCookie('accounts_session');
    expect(await who.get('/destinations')).toMatchObject({ h1: '接続先選択' });
  });

  it('a forged request to sign out without the token of the page changes nothing', async () => {
    const who = await signedIn(accounts, kagoshima);
    await who.get('/oidc/session/end');
    await who.post(`${issuer}/session/end/confirm`, { logout: 'yes', xsrf: 'made up' });
    who.forgetCookie('accounts_session');
    expect(await who.get('/destinations')).toMatchObject({ h1: '接続先選択' });
  });
});

describe('the address of the issuer', () => {
  it('is told whatever name a process reaches it by, and whatever a client says', async () => {
    const { port } = new URL(accounts.url);
    const headers = { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https', host: 'accounts:3003' };
    const response = await fetch(`http://localhost:${port}/oidc/.well-known/openid-configuration`, { headers });
    const told = (await response.json()) as Record<string, string>;
    expect(told['issuer']).toBe(issuer);
    for (const name of ['authorization_endpoint', 'token_endpoint', 'jwks_uri', 'end_session_endpoint']) {
      expect(told[name]).toMatch(new RegExp(`^${issuer}/`));
    }
  });

  it('stands in tokens that were fetched under another name', async () => {
    const { port } = new URL(accounts.url);
    const who = visitor().inBrowserOf(await signedIn(accounts, kagoshima));
    const verifier = 'u'.repeat(43);
    const challenge = Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(verifier))).toString('base64url');
    const { url } = await registration.begin(issuer, { code_challenge: challenge });
    const code = codeIn(lastOf(await who.get(url)));
    const body = {
      grant_type: 'authorization_code',
      code,
      redirect_uri: `${registration.url}/sign-in/callback`,
      code_verifier: verifier,
    };
    const secret = { client_id: 'registration', client_secret: clientSecret('registration') };
    const form = new URLSearchParams({ ...body, ...secret });
    const response = await fetch(`http://localhost:${port}/oidc/token`, { method: 'POST', body: form });
    const { id_token: token } = (await response.json()) as { id_token: string };
    expect(decodeJwt(token).iss).toBe(issuer);
  });
});
