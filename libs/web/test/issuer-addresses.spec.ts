import type { SignedIn } from '@todoke/service';
import { rows } from '@todoke/testing';
import { startStandInIssuer, type StandInIssuer } from '@todoke/testing/stand-in-issuer';
import { freePort, startDesk, type Desk } from './desk/start-desk.js';
import { tokenIn, Visitor } from './visitor.js';

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
const newVisitor = (): Visitor => new Visitor(desk.url, { 'http://sign-in.example': `http://localhost:${ports.issuer}` });

async function signIn(visitor: Visitor): Promise<{ status: number; text: string; url: string }> {
  const asked = await visitor.follow('/private');
  const chosen = await visitor.post(asked.url, { person: official.sub });
  return visitor.follow(new URL(chosen.to ?? '', asked.url).href);
}

test('a service boots and answers without the issuer, and says at sign-in that it is away', async () => {
  const visitor = newVisitor();
  expect((await visitor.get('/')).status).toBe(200);
  const { status, text } = await visitor.get('/sign-in?to=/private');
  expect(status).toBe(503);
  expect(text).toContain('<h1>サインインできません</h1>');
  expect(text).toContain('/sign-in?to');
  const logout = await visitor.post('/backchannel-logout', { logout_token: 'eyJhbGciOiJSUzI1NiJ9.e30.e30' }, { accept: 'application/json' });
  expect(logout.status).toBe(503);
});

test('once it is there, browsers are sent to its public address while this process asks the near one', async () => {
  await startIssuer();
  const visitor = newVisitor();
  expect((await visitor.get('/sign-in')).to).toMatch(/^http:\/\/sign-in\.example\/oidc\/auth\?/);
  const { status, url, text } = await signIn(visitor);
  expect([status, url]).toEqual([200, `${desk.url}/private`]);

  const answer = await visitor.post('/sign-out', { _csrf: tokenIn(text) });
  expect(answer.to).toMatch(/^http:\/\/sign-in\.example\/oidc\/session\/end\?/);
  const policy = answer.response.headers.get('content-security-policy');
  expect(policy).toContain(`form-action 'self' ${desk.url} http://sign-in.example`);
});

test('who is signed in stays so while it is away, and signing out ends the session here all the same', async () => {
  await startIssuer();
  const visitor = newVisitor();
  const { text } = await signIn(visitor);
  await stopIssuer();
  expect((await visitor.get('/private')).status).toBe(200);
  expect((await visitor.post('/sign-out', { _csrf: tokenIn(text) })).to).toBe('/sign-out');
  expect((await visitor.get('/private')).status).toBe(303);
  expect((await visitor.get('/sign-out')).text).toContain('<h1>サインアウトしました</h1>');
});

test('an answer that comes while it is away can be begun again', async () => {
  await startIssuer();
  const visitor = newVisitor();
  const asked = await visitor.follow('/private');
  const chosen = await visitor.post(asked.url, { person: official.sub });
  const { to } = await visitor.get(new URL(chosen.to ?? '', asked.url).href);
  await stopIssuer();
  const { status, text } = await visitor.get(to ?? '');
  expect([status, text.includes('<h1>サインインできません</h1>')]).toEqual([503, true]);
});

test('a client secret that the issuer does not know is not the person’s fault', async () => {
  await startIssuer('another secret');
  const { status } = await signIn(newVisitor());
  expect(status).toBe(503);
  expect(desk.lines.some((line) => line.includes('sign-in failed'))).toBe(true);
  expect(await rows(desk.database.adminUrl, `SELECT 1 FROM desk.web_sessions WHERE sid IS NOT NULL AND data->>'idToken' IS NULL`)).toEqual([]);
});
