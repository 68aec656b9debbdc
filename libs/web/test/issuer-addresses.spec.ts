import type { SignedIn } from '@todoke/service';
import { type Answer, freePort, rows, type Visitor } from '@todoke/testing';
import { startStandInIssuer, type StandInIssuer } from '@todoke/testing/stand-in-issuer';
import { startDesk, type Desk, visitorAt } from './desk/start-desk.js';

const official: SignedIn = { sub: 'p-46', role: 'prefecture', prefecture: '46' };
const publicIssuer = 'http://sign-in.example/oidc';
const clientSecret = 'a secret of the desk';

let ports: { desk: number; issuer: number };
let desk: Desk;

beforeAll(async () => {
  ports = { desk: await freePort(), issuer: await freePort() };
  const near = `http://localhost:${ports.issuer}/oidc`;
  const options = { issuer: publicIssuer, backchannelUrl: near, clientId: 'desk', clientSecret };
  desk = await startDesk({}, (publicUrl) => ({ ...options, publicUrl }), ports.desk);
});
afterAll(() => desk.close());

let issuer: StandInIssuer | undefined;
afterEach(async () => {
  await issuer?.close();
  issuer = undefined;
});

const startIssuer = async (secret = clientSecret): Promise<void> => {
  issuer = await startStandInIssuer({
    port: ports.issuer,
    issuer: publicIssuer,
    clients: [{ clientId: 'desk', clientSecret: secret, url: `http://localhost:${ports.desk}` }],
    people: [official],
  });
};
const stopIssuer = async (): Promise<void> => {
  await issuer?.close();
  issuer = undefined;
};
const newVisitor = (): Visitor =>
  visitorAt(desk.url, { proxies: { 'http://sign-in.example': `http://localhost:${ports.issuer}` } });

async function signIn(visitor: Visitor): Promise<Answer> {
  const asked = await visitor.follow('/private');
  const chosen = await visitor.post(asked.url, { person: official.sub });
  return visitor.follow(new URL(chosen.to ?? '', asked.url).href);
}

it('a service boots and answers without the issuer, and says at sign-in that it is unavailable', async () => {
  const visitor = newVisitor();
  expect((await visitor.get('/')).status).toBe(200);
  const { status, html } = await visitor.get('/sign-in?to=/private');
  expect(status).toBe(503);
  expect(html).toContain('<h1>ログインできません</h1>');
  expect(html).toContain('/sign-in?to');
  const logout = await visitor.post(
    '/backchannel-logout',
    { logout_token: 'eyJhbGciOiJSUzI1NiJ9.e30.e30' },
    { accept: 'application/json' },
  );
  expect(logout.status).toBe(503);
});

it('once it is there, browsers are sent to its public address while this process asks the near one', async () => {
  await startIssuer();
  const visitor = newVisitor();
  expect((await visitor.get('/sign-in')).to).toMatch(/^http:\/\/sign-in\.example\/oidc\/auth\?/);
  const { status, url, csrf } = await signIn(visitor);
  expect([status, url]).toEqual([200, `${desk.url}/private`]);

  const answer = await visitor.post('/sign-out', { _csrf: csrf });
  expect(answer.to).toMatch(/^http:\/\/sign-in\.example\/oidc\/session\/end\?/);
  const policy = answer.headers.get('content-security-policy');
  expect(policy).toContain(`form-action 'self' ${desk.url} http://sign-in.example`);
});

it('who is signed in stays so while it is unavailable, and signing out still ends the session here', async () => {
  await startIssuer();
  const visitor = newVisitor();
  const { csrf } = await signIn(visitor);
  await stopIssuer();
  expect((await visitor.get('/private')).status).toBe(200);
  const { to } = await visitor.post('/sign-out', { _csrf: csrf });
  expect(to).toBe('/sign-out?elsewhere=open');
  expect((await visitor.get('/private')).status).toBe(303);
  const { html } = await visitor.get(to ?? '');
  expect(html).toContain('<h1>ログアウトしました</h1>');
  expect(html).toContain('ほかのサービスではログインしたまま');
  expect((await visitor.get('/sign-out')).html).not.toContain('ログインしたまま');
});

it('an issuer that went away after it was known is told of on a page, and not by the browser', async () => {
  await startIssuer();
  await signIn(newVisitor());
  await stopIssuer();
  const { status, html } = await newVisitor().get('/sign-in?to=/private');
  expect([status, html.includes('<h1>ログインできません</h1>')]).toEqual([503, true]);
});

it('an answer that comes while it is unavailable can be begun again', async () => {
  await startIssuer();
  const visitor = newVisitor();
  const asked = await visitor.follow('/private');
  const chosen = await visitor.post(asked.url, { person: official.sub });
  const { to } = await visitor.get(new URL(chosen.to ?? '', asked.url).href);
  await stopIssuer();
  const { status, html } = await visitor.get(to ?? '');
  expect([status, html.includes('<h1>ログインできません</h1>')]).toEqual([503, true]);
});

it('a client secret that the issuer does not know is not the person’s fault', async () => {
  await startIssuer('another secret');
  const { status } = await signIn(newVisitor());
  expect(status).toBe(503);
  expect(desk.lines.some((line) => line.includes('sign-in failed'))).toBe(true);
  expect(
    await rows(
      desk.database.adminUrl,
      `SELECT 1 FROM desk.web_sessions WHERE sid IS NOT NULL AND data->>'signOutHint' IS NULL`,
    ),
  ).toEqual([]);
});
