import { again, eventually } from '@todoke/testing';
import { asSystem, call, clientEvent, type Json, withSystems } from './api-calls.js';
import { running, type Running } from './running.js';
import { clinic, pharmacy, waiting } from './samples.js';

let service: Running;

beforeAll(async () => {
  service = await withSystems({ API_REQUESTS_A_MINUTE: '20' });
});
afterAll(() => service.stop());
beforeEach(() => service.ask('TRUNCATE approval.reviews, approval.api_requests, approval.api_budgets CASCADE'));

const list = '/applications';

describe('the interface of prefectures’ systems', () => {
  it('answers nobody without a token that is meant for it (R158)', async () => {
    const elsewhere = await service.token('elsewhere-46');
    const right = await service.token('api-46');
    const [head, payload] = right.split('.');
    const codes = [];
    for (const token of [undefined, 'no token', elsewhere, `${head}.${payload}.${'A'.repeat(342)}`]) {
      const { status, body, headers } = await call(service.url, token, list);
      codes.push([status, body.code, headers.get('www-authenticate')]);
      expect(headers.get('content-type')).toContain('application/problem+json');
    }
    const missing = [401, 'token-missing', 'Bearer realm="todoke"'];
    const invalid = [401, 'token-invalid', 'Bearer realm="todoke", error="invalid_token"'];
    expect(codes).toEqual([missing, missing, invalid, invalid]);
  });

  it('ignores the session of a person, which is for pages (R158)', async () => {
    const { status } = await call(service.url, undefined, list, { headers: { cookie: 'approval_session=x' } });
    expect(status).toBe(401);
  });

  it('allows what the scopes of the token say, and tells which one is needed (R158)', async () => {
    await service.open(waiting());
    const reader = await asSystem(service, 'api-46', 'applications:read');
    expect((await reader('/applications/APF-00000001')).status).toBe(200);
    const refused = await reader('/applications/APF-00000001/approve', { method: 'POST' });
    expect([refused.status, refused.body.code]).toEqual([403, 'scope-missing']);
    expect(refused.headers.get('www-authenticate')).toContain('scope="applications:decide"');
    expect((await reader('/mails?applicationNumber=APF-00000001')).status).toBe(403);
  });

  it('shows a system the applications of its own prefecture, and no others’ (R158)', async () => {
    const elsewhere = { ...pharmacy, prefecture: '36', municipality: '徳島市' };
    await service.open(waiting(), waiting('APF-00000002', elsewhere), waiting('APF-00000003', clinic));
    const [kagoshima, tokushima] = [await asSystem(service, 'api-46'), await asSystem(service, 'api-36')];
    const numbers = ({ body }: { body: Json }) => body.applications.map(({ number }: { number: string }) => number);
    expect(numbers(await kagoshima(list))).toEqual(['APF-00000001', 'APF-00000003']);
    expect(numbers(await tokushima(list))).toEqual(['APF-00000002']);
    expect((await tokushima('/applications/APF-00000001')).status).toBe(404);
    expect((await tokushima('/applications/APF-00000001/approve', { method: 'POST' })).status).toBe(404);
    expect((await tokushima('/mails?applicationNumber=APF-00000001')).status).toBe(404);
  });

  it('refuses a client at once that the secretariat has revoked, and what it may no longer do (R158)', async () => {
    const ask = await asSystem(service, 'reader-46');
    expect((await ask(list)).status).toBe(200);
    const narrowed = clientEvent('reader-46', { scopes: ['mails:read'] }, 2);
    await service.nats.publishAs(narrowed);
    await service.nats.publishAs(again(narrowed));
    await eventually(async () => expect((await ask(list)).body.code).toBe('scope-missing'));
    await service.nats.publishAs(clientEvent('reader-46', { active: false }, 3));
    await eventually(async () => {
      await service.ask('TRUNCATE approval.api_budgets');
      const { status, body } = await ask(list);
      expect([status, body.code]).toEqual([401, 'client-inactive']);
    });
    // An older event that comes late changes nothing.
    await service.nats.publishAs(clientEvent('reader-46', {}, 1));
    expect((await ask(list)).body.code).toBe('client-inactive');
  });

  it('counts the requests of each client by itself, says how many are left, and when to come again', async () => {
    const [ask, other] = [await asSystem(service, 'api-46'), await asSystem(service, 'api-36')];
    const first = await ask(list);
    expect(first.headers.get('ratelimit-policy')).toBe('"requests";q=20;w=60');
    expect(first.headers.get('ratelimit')).toBe('"requests";r=19;t=60');
    for (let count = 2; count <= 20; count += 1) expect((await ask(list)).status).toBe(200);
    const refused = await ask(list);
    expect([refused.status, refused.body.code]).toEqual([429, 'too-many-requests']);
    expect(refused.headers.get('retry-after')).toBe('60');
    expect((await other(list)).status).toBe(200);
    service.clock.advance(60_000);
    expect((await ask(list)).status).toBe(200);
  });

  it('audits what is read and decided, with the id of the client as actor (R168)', async () => {
    await service.open(waiting());
    const ask = await asSystem(service, 'api-46');
    await ask(list);
    await ask('/applications/APF-00000001');
    await ask('/mails?applicationNumber=APF-00000001');
    await ask('/applications/APF-00000001/approve', { method: 'POST' });
    const rows = await service.ask<{ action: string; subject: string }>(
      `SELECT action, subject FROM approval.audit
       WHERE actor = 'api-46' AND subject IN ('46', 'APF-00000001') ORDER BY id`,
    );
    expect(rows.slice(-4)).toEqual([
      { action: 'applications.listed', subject: '46' },
      { action: 'application.read', subject: 'APF-00000001' },
      { action: 'application.mails-read', subject: 'APF-00000001' },
      { action: 'application.approved', subject: 'APF-00000001' },
    ]);
  });
});

it('tells a system to come again where no key of the issuer is known, and nobody answers for it', async () => {
  const token = await service.token('api-46');
  const { OIDC_ISSUER } = service.settings as { OIDC_ISSUER: string };
  const alone = await running({ environment: { OIDC_ISSUER, OIDC_BACKCHANNEL_URL: 'http://127.0.0.1:9/oidc' } });
  const { status, body, headers } = await call(alone.url, token, list);
  await alone.stop();
  expect([status, body.code, headers.get('retry-after')]).toEqual([503, 'issuer-unavailable', '30']);
});
