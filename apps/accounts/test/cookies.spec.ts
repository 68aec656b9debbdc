import { Visitor } from '@todoke/testing';
import { hospital, password, seed } from './people.js';
import { running, type Running } from './running.js';

const address = 'https://accounts.example';
describe('over https', () => {
  let secure: Running;
  beforeAll(async () => {
    const own = (url: string) => ({ OIDC_ISSUER: `${address}/oidc`, OIDC_BACKCHANNEL_URL: `${url}/oidc` });
    secure = await running((url) => ({ PUBLIC_URL: address, ...own(url) }));
    await seed(secure, [hospital]);
  });
  afterAll(() => secure.stop());

  const typed = { loginId: hospital.loginId, password };
  const browser = () => new Visitor(address, { proxies: { [address]: secure.url } });

  it('every cookie is of this host alone, and so are those of the OpenID Provider', async () => {
    const set: string[] = [];
    const { fetch } = globalThis;
    globalThis.fetch = async (...given: Parameters<typeof fetch>) => {
      const answer = await fetch(...given);
      set.push(...answer.headers.getSetCookie());
      return answer;
    };
    try {
      const visitor = browser();
      expect(await visitor.submit(await visitor.get('/login'), typed)).toMatchObject({ h1: '接続先選択' });
      await visitor.get('/login?cookies=wanted');
      await visitor.submit(await visitor.signOut(await visitor.get('/destinations')));
    } finally {
      globalThis.fetch = fetch;
    }
    const names = [...new Set(set.map((line) => line.split(/[=.]/)[0]))].sort();
    expect(names).toEqual([
      '__Host-accounts_browser',
      '__Host-accounts_interaction',
      '__Host-accounts_probe',
      '__Host-accounts_provider',
      '__Host-accounts_request',
      '__Host-accounts_resume',
      '__Host-accounts_session',
      expect.stringMatching(/^__Host-accounts_sign_in_/),
    ]);
    for (const line of set.filter((one) => !/=; /.test(one))) {
      expect(line).toMatch(/; path=\/(;|$)/i);
      expect(line).toMatch(/; secure/i);
      expect(line).not.toMatch(/; domain=/i);
    }
  });

  it('of several tabs that sign in, the first can be finished as well as the last', async () => {
    for (const tab of [0, 2]) {
      const visitor = browser();
      const tabs = [await visitor.get('/login'), await visitor.get('/login'), await visitor.get('/login')];
      expect(await visitor.submit(tabs[tab] ?? fail(), typed)).toMatchObject({ h1: '接続先選択' });
    }
  });

  it('a browser keeps few of the sign-ins that were begun in it', async () => {
    const visitor = browser();
    for (let begun = 0; begun < 12; begun += 1) await visitor.get('/login');
    expect(visitor.cookiesFor('/oidc/auth').length).toBeLessThan(9_000);
    expect(await visitor.submit(await visitor.get('/login'), typed)).toMatchObject({ h1: '接続先選択' });
  });

  it('leaves a browser usable that a foreign page sends to the provider again and again, at length', async () => {
    const visitor = browser();
    const { to } = await visitor.once('/sign-in');
    const asked = new URL(to ?? '');
    for (let length = 0; length <= 2_400; length += 100) {
      asked.searchParams.set('state', 'a'.repeat(length + 1));
      for (let begun = 0; begun < 4; begun += 1) await visitor.get(asked.href);
    }
    expect(visitor.cookiesFor('/oidc/auth').length).toBeLessThan(13_000);
    expect(await visitor.submit(await visitor.get('/login'), typed)).toMatchObject({ h1: '接続先選択' });
  });

  it('a cookie without the prefix counts for nothing', async () => {
    const visitor = browser();
    await visitor.submit(await visitor.get('/login'), typed);
    const stripped = visitor.cookiesFor('/oidc/auth').replaceAll('__Host-', '');
    const answer = await browser().once('/destinations', { headers: { cookie: stripped } });
    expect([answer.status, answer.to]).toEqual([303, '/sign-in?to=%2Fdestinations']);
  });
});

describe('a cookie that cannot be read', () => {
  let plain: Running;
  beforeAll(async () => {
    plain = await running();
  });
  afterAll(() => plain.stop());

  const names = ['accounts_provider', 'accounts_interaction', 'accounts_resume', 'accounts_ticket', 'accounts_browser'];
  const values = ['%', '%zz', '%00', '"', '', '.', 'x'.repeat(5_000), '{"a":', '__proto__', '%E3%81'];
  const query =
    'client_id=registration&response_type=code&scope=openid&code_challenge_method=S256&state=s&nonce=n' +
    `&code_challenge=${'a'.repeat(43)}&redirect_uri=http%3A%2F%2F127.0.0.1%3A9%2Fsign-in%2Fcallback`;
  const paths = [
    `/oidc/auth?${query}`,
    '/oidc/auth/x',
    '/oidc/session/end',
    '/oidc/session/end/success',
    '/oidc/jwks',
    '/oidc/.well-known/openid-configuration',
    '/oidc/nowhere',
    '/login',
    '/login/x',
    '/password/x',
    '/destinations',
  ];

  it.each(paths)('is dropped at %s', async (path) => {
    for (const value of values) {
      const both = names.flatMap((name) => [`${name}=${value}`, `${name}.sig=${value}`, `${name}=again`]).join('; ');
      // Of several cookies as long as that, a request would be too long as a whole.
      const cookie = both.length > 8_000 ? `${names[0]}=${value}` : both;
      const answer = await new Visitor(plain.url).once(path, { headers: { cookie } });
      expect({ path, value: value.slice(0, 10), status: answer.status < 500 }).toMatchObject({ status: true });
    }
  });
});

function fail(): never {
  throw new Error('no page');
}
