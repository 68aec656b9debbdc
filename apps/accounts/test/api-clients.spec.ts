import { createRemoteJWKSet, jwtVerify } from 'jose';
import { type Answer, rows, type Visitor } from '@todoke/testing';
import { announced } from './issued.js';
import { kagoshima, secretariat, seed, signedIn } from './people.js';
import { running, type Running } from './running.js';

const approval = 'http://approval.test:3002';
const audience = `${approval}/api/v1`;
const everything = ['applications:read', 'applications:decide', 'applications:file', 'mails:read'];
const days = 24 * 3_600_000;

let accounts: Running;
let desk: Visitor;
beforeAll(async () => {
  accounts = await running({ APPROVAL_URL: approval });
  await seed(accounts, [secretariat, kagoshima]);
  desk = await signedIn(accounts, secretariat);
});
afterAll(() => accounts.stop());

const issuer = () => `${accounts.url}/oidc`;

interface Shown {
  readonly id: string;
  readonly secret: string;
  readonly page: Answer;
}

const shownOn = (page: Answer): Shown => {
  const [id = '', secret = ''] = [...page.html.matchAll(/<dd><code>([^<]*)<\/code>/g)].map(([, text]) => text ?? '');
  return { id, secret, page };
};

const wanted = (scopes: readonly string[], more: Record<string, string> = {}): [string, string][] => [
  ['name', '鹿児島県医療機関台帳システム'],
  ['prefecture', '46'],
  ...scopes.map((scope): [string, string] => ['scopes', scope]),
  ...Object.entries(more),
];

const hidden = (page: Answer, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(page.html)?.[1] ?? '';

async function issue(scopes = everything, more: Record<string, string> = {}): Promise<Shown> {
  const form = await desk.get('/api-clients/new');
  const request: [string, string] = ['request', hidden(form, 'request')];
  return shownOn(await desk.send('/api-clients/new', [request, ...wanted(scopes, more)]));
}

/** Asks for a token as a system of a prefecture does. */
async function token(id: string, secret: string, more: Record<string, string> = {}) {
  const authorization = `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
  const body = new URLSearchParams({ grant_type: 'client_credentials', ...more });
  const response = await fetch(`${issuer()}/token`, { method: 'POST', headers: { authorization }, body });
  const answer = (await response.json()) as Record<string, string>;
  return { status: response.status, headers: response.headers, ...answer } as Record<string, string> & {
    status: number;
    headers: Headers;
  };
}

const claimsIn = async (jwt: string) =>
  jwtVerify(jwt, createRemoteJWKSet(new URL(`${issuer()}/jwks`)), { issuer: issuer(), audience, typ: 'at+jwt' });

const audits = (id: string) =>
  rows<{ actor: string; action: string; detail: object }>(
    accounts.database.adminUrl,
    'SELECT actor, action, detail FROM accounts.audit WHERE subject = $1 ORDER BY id',
    [id],
  );

const changesOf = async (id: string) =>
  (await announced(accounts, 'api-client-changed')).filter(({ data }) => data['clientId'] === id);

describe('issuing an API client', () => {
  it('shows its id and secret once, and its tokens say what it may do in which prefecture (R158)', async () => {
    const { id, secret, page } = await issue();
    expect(page).toMatchObject({ status: 200, h1: 'シークレットの表示' });
    expect(id).toMatch(/^api-46-[a-z0-9]{16}$/);
    expect(page.main).toContain(audience);
    const { status, access_token: jwt = '', token_type, scope, expires_in } = await token(id, secret);
    expect({ status, token_type, scope, expires_in }).toEqual({
      status: 200,
      token_type: 'Bearer',
      scope: everything.join(' '),
      expires_in: 600,
    });
    const { payload, protectedHeader } = await claimsIn(jwt);
    expect(protectedHeader.typ).toBe('at+jwt');
    expect(payload).toMatchObject({ client_id: id, sub: id, prefecture: '46', scope: everything.join(' ') });
    expect(payload['sandbox']).toBeUndefined();
    const again = await desk.get(`/api-clients/${id}`);
    expect(again.html).not.toContain(secret);
    expect(again.main).toContain('申請の承認・却下');
  });

  it('is announced with its rights, and audited with who did it', async () => {
    const { id } = await issue(['applications:read'], { sandbox: 'on' });
    expect(await changesOf(id)).toMatchObject([
      {
        aggregate: { version: 1 },
        data: { prefecture: '46', scopes: ['applications:read'], active: true, sandbox: true },
      },
    ]);
    expect((await audits(id)).map(({ action }) => action)).toEqual(['api-client.issued']);
  });

  it('issues one where its page is sent twice, and shows no secret the second time', async () => {
    const form = await desk.get('/api-clients/new');
    const fields: [string, string][] = [['request', hidden(form, 'request')], ...wanted(everything)];
    const { id, secret } = shownOn(await desk.send('/api-clients/new', fields));
    const second = await desk.send('/api-clients/new', fields);
    expect(new URL(second.url).pathname).toBe(`/api-clients/${id}`);
    expect(second.html).not.toContain(secret);
    expect(await changesOf(id)).toHaveLength(1);
  });

  it('says what is missing, and keeps what was typed', async () => {
    const form = await desk.get('/api-clients/new');
    const page = await desk.send('/api-clients/new', { request: hidden(form, 'request'), name: '', prefecture: '99' });
    expect(page).toMatchObject({ status: 422 });
    for (const label of ['名称', '都道府県', 'できること']) expect(page.main).toContain(label);
    expect(page.main).toContain('入力内容をご確認ください');
  });

  it('is the secretariat’s alone (R158)', async () => {
    const official = await signedIn(accounts, kagoshima);
    const { id } = await issue();
    for (const path of ['/api-clients', '/api-clients/new', `/api-clients/${id}`]) {
      expect((await official.get(path)).status).toBe(403);
    }
    expect((await official.send(`/api-clients/${id}/revoke`, { sure: 'on' })).status).toBe(403);
    expect(await changesOf(id)).toHaveLength(1);
  });

  it('leaves the secret nowhere in the database', async () => {
    const { id, secret } = await issue();
    await token(id, secret);
    const [found] = await rows<{ all: string }>(
      accounts.database.adminUrl,
      `SELECT string_agg(t::text, ' ') AS all FROM (
         SELECT c::text AS t FROM accounts.identity_api_clients c UNION ALL SELECT o::text FROM accounts.outbox o
         UNION ALL SELECT i::text FROM accounts.identity_provider_items i UNION ALL SELECT a::text FROM accounts.audit a
       ) AS everything`,
    );
    expect(found?.all).toContain(id);
    expect(found?.all).not.toContain(secret);
  });
});

describe('a token', () => {
  it('has no more than was asked for, and nothing beyond the client’s rights (R158)', async () => {
    const { id, secret } = await issue(['applications:read', 'mails:read']);
    const some = await token(id, secret, { scope: 'mails:read' });
    expect((await claimsIn(some['access_token'] ?? '')).payload['scope']).toBe('mails:read');
    expect(await token(id, secret, { scope: 'applications:decide' })).toMatchObject({
      status: 400,
      error: 'invalid_scope',
    });
  });

  it('is for the API of approval, asked for by its address or by none', async () => {
    const { id, secret } = await issue();
    expect(await token(id, secret, { resource: audience })).toMatchObject({ status: 200 });
    expect(await token(id, secret, { resource: 'https://elsewhere.example/' })).toMatchObject({
      status: 400,
      error: 'invalid_target',
    });
  });

  it('may be asked for with the secret in the body, as some libraries do', async () => {
    const { id, secret } = await issue();
    const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: id, client_secret: secret });
    expect((await fetch(`${issuer()}/token`, { method: 'POST', body })).status).toBe(200);
  });

  it('is for systems alone: a service gets none, and a system signs nobody in', async () => {
    const { id, secret } = await issue();
    expect(await token('approval', 'secret of approval, for tests')).toMatchObject({ status: 400 });
    expect(await token(id, secret, { grant_type: 'authorization_code', code: 'x' })).toMatchObject({ status: 400 });
  });

  it('of a trial client says so', async () => {
    const { id, secret } = await issue(everything, { sandbox: 'on' });
    const { payload } = await claimsIn((await token(id, secret))['access_token'] ?? '');
    expect(payload).toMatchObject({ sandbox: true });
  });

  it('is audited, and the page says when the last one was issued', async () => {
    const { id, secret } = await issue();
    expect((await desk.get(`/api-clients/${id}`)).main).toContain('利用はありません');
    await token(id, secret);
    expect((await audits(id)).at(-1)).toMatchObject({ actor: id, action: 'api-client.token-issued' });
    expect((await desk.get(`/api-clients/${id}`)).main).toContain('2026年11月20日 10:00');
  });
});

describe('renewing a secret', () => {
  const renew = (id: string, seen: string) => desk.send(`/api-clients/${id}/secret`, { seen });

  it('lets both secrets work until the system has the new one', async () => {
    const { id, secret } = await issue();
    const page = await desk.get(`/api-clients/${id}`);
    const renewed = shownOn(await renew(id, hidden(page, 'seen')));
    expect(renewed.secret).not.toBe(secret);
    expect(await token(id, secret)).toMatchObject({ status: 200 });
    expect(await token(id, renewed.secret)).toMatchObject({ status: 200 });
    const start = accounts.clock.now();
    accounts.clock.advance(7 * days + 1_000);
    expect(await token(id, secret)).toMatchObject({ status: 401, error: 'invalid_client' });
    expect(await token(id, renewed.secret)).toMatchObject({ status: 200 });
    accounts.clock.set(start);
    expect(await changesOf(id)).toMatchObject([{ aggregate: { version: 1 } }, { aggregate: { version: 2 } }]);
  });

  it('changes nothing where the same page is sent twice', async () => {
    const { id } = await issue();
    const seen = hidden(await desk.get(`/api-clients/${id}`), 'seen');
    const renewed = shownOn(await renew(id, seen));
    const second = await renew(id, seen);
    expect(second.html).not.toContain(renewed.secret);
    expect(await token(id, renewed.secret)).toMatchObject({ status: 200 });
    expect(await changesOf(id)).toHaveLength(2);
  });

  it('can end the secret before at once', async () => {
    const { id, secret } = await issue();
    await renew(id, '1');
    const page = await desk.send(`/api-clients/${id}/earlier-secret`);
    expect(page.main).toContain('以前のシークレットを無効にしました');
    expect(await token(id, secret)).toMatchObject({ status: 401 });
    expect((await audits(id)).map(({ action }) => action)).toContain('api-client.earlier-secret-ended');
  });
});

describe('revoking an API client', () => {
  it('ends its tokens, is announced once, and cannot be undone', async () => {
    const { id, secret } = await issue();
    const unsure = await desk.send(`/api-clients/${id}/revoke`);
    expect(unsure).toMatchObject({ status: 422 });
    expect(await token(id, secret)).toMatchObject({ status: 200 });
    for (let times = 0; times < 2; times += 1) {
      const page = await desk.send(`/api-clients/${id}/revoke`, { sure: 'on' });
      expect(page.main).toContain('失効（');
      expect(page.html).not.toContain('シークレットを更新する');
    }
    expect(await token(id, secret)).toMatchObject({ status: 401, error: 'invalid_client' });
    expect(await changesOf(id)).toMatchObject([{ data: { active: true } }, { data: { active: false } }]);
    const renewed = await desk.send(`/api-clients/${id}/secret`, { seen: '1' });
    expect(renewed.main).toContain('失効（');
    expect(await token(id, secret)).toMatchObject({ status: 401 });
  });

  it('of one that there is not is answered so', async () => {
    for (const id of ['api-46-nowhere', 'x', '%00', 'あ']) {
      const path = `/api-clients/${encodeURIComponent(id)}`;
      expect((await desk.send(`${path}/revoke`, { sure: 'on' })).status).toBe(404);
      expect((await desk.get(path)).status).toBe(404);
    }
  });
});

describe('wrong secrets', () => {
  it('are refused, after ten of them with the time to wait, and never stop the system itself', async () => {
    const { id, secret } = await issue();
    const wrong = () => token(id, 'wrong'.repeat(6));
    for (let times = 0; times < 10; times += 1) expect(await wrong()).toMatchObject({ status: 401 });
    const paused = await wrong();
    expect(paused).toMatchObject({ status: 429, error: 'temporarily_unavailable' });
    expect(paused.headers.get('retry-after')).toBe('60');
    expect(await token(id, secret)).toMatchObject({ status: 200 });
    const start = accounts.clock.now();
    accounts.clock.advance(61_000);
    expect(await wrong()).toMatchObject({ status: 401 });
    accounts.clock.set(start);
    const refused = (await audits(id)).filter(({ action }) => action === 'api-client.refused');
    expect(refused.map(({ detail }) => detail)).toEqual([
      { refused: 1 },
      { refused: 2 },
      { refused: 4 },
      { refused: 8 },
    ]);
  });

  it('of ids that nobody has are refused alike', async () => {
    for (const id of ['api-46-nowhere', 'nobody', '\u0001'])
      expect((await token(encodeURIComponent(id), 'x'.repeat(32))).status).toBeLessThan(402);
    expect(await token('api-46-nowhere', 'x'.repeat(32))).toMatchObject({ status: 401, error: 'invalid_client' });
  });
});

it('the list has the clients in force, of one prefecture or all, and the revoked ones where asked', async () => {
  const { id: kept } = await issue();
  const { id: ended } = await issue();
  await desk.send(`/api-clients/${ended}/revoke`, { sure: 'on' });
  expect((await desk.get('/api-clients')).main).toContain(kept);
  expect((await desk.get('/api-clients')).main).not.toContain(ended);
  expect((await desk.get('/api-clients?state=revoked')).main).toContain(ended);
  expect((await desk.get('/api-clients?prefecture=13')).main).not.toContain(kept);
});
