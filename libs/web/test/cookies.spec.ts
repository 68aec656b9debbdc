import { createHash, createHmac } from 'node:crypto';
import type { Visitor } from '@todoke/testing';
import { startDesk, type Desk, visitorAt } from './desk/start-desk.js';

const secret = 'a-secret-for-tests-of-32-characters-or-more';
let desk: Desk;
let visitor: Visitor;

beforeAll(async () => {
  const nowhere = 'http://127.0.0.1:9/oidc';
  desk = await startDesk({ sessionSecret: secret }, (publicUrl) => ({
    issuer: nowhere,
    clientId: 'desk',
    clientSecret: 'only for tests, and longer than needed',
    publicUrl,
  }));
});
afterAll(() => desk.close());
beforeEach(() => {
  visitor = visitorAt(desk.url);
  desk.lines.length = 0;
});

/** A session and a message for the next page, as this desk signs them. */
async function signedValues(): Promise<{ session: string; flash: string }> {
  const { csrf } = await visitor.get('/');
  await visitor.post('/notes', { note: 'abc', colour: 'red', _csrf: csrf });
  return { session: visitor.cookie('desk_session') ?? '', flash: visitor.cookie('desk_flash') ?? '' };
}

const asked = (cookie: string, path = '/') => visitorAt(desk.url).once(path, { headers: { cookie } });

const json = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const plainlySigned = (value: string): string =>
  `${value}.${createHmac('sha256', secret).update(value).digest('base64').replace(/=+$/, '')}`;

describe('the signature of a cookie', () => {
  it('holds under its own name alone', async () => {
    const { session, flash } = await signedValues();
    expect((await asked(`desk_session=${session}`)).html).toContain('<p class="kept">abc</p>');
    expect((await asked(`desk_flash=${flash}`)).html).toContain('登録しました。');

    const copied = await asked(`desk_flash=${session}; desk_session=${flash}`);
    expect(copied.status).toBe(200);
    expect(copied.html).not.toMatch(/登録しました。|<p class="kept">abc/);
    for (const value of [session, flash]) {
      const state = 'a-state';
      const name = `desk_sign_in_${createHash('sha256').update(state).digest('hex').slice(0, 16)}`;
      const answer = await asked(`${name}=${value}`, `/sign-in/callback?state=${state}&code=x`);
      expect(answer.status).toBe(400);
    }
  });

  it('is none without that name, although the secret is right', async () => {
    const flash = plainlySigned(json({ kind: 'info', text: '0120-000-000へお電話ください。' }));
    const answer = await asked(`desk_flash=${encodeURIComponent(flash)}`);
    expect([answer.status, answer.html.includes('お電話ください')]).toEqual([200, false]);
  });
});

describe('a cookie that cannot be read is dropped', () => {
  const junk: [string, string][] = [
    ['broken percent signs', '%zz%'],
    ['half a character', '%E3%81'],
    ['NUL and other control characters', '%00%0d%0a%1b'],
    ['nothing', ''],
    ['quotation marks', '"%22"'],
    ['a dot', '.'],
    ['dots', '....'],
    ['a signature of nothing', '.abc'],
    ['nothing signed', 'abc.'],
    ['JSON that is none', `${Buffer.from('{"kind":').toString('base64url')}.abc`],
    ['its own signature', plainlySigned('x')],
    ['JSON without the right fields', plainlySigned(json(null))],
    ['names of prototypes', '__proto__'],
    ['far more than browsers keep', 'x'.repeat(9_000)],
  ];
  const names = ['desk_session', 'desk_flash', 'desk_sign_in_0123456789abcdef', 'todoke_text_size', '__proto__'];
  const paths = ['/', '/private', '/nowhere', '/sign-in', '/sign-in/callback?state=x', '/sign-out', '/docs', '/%zz'];

  it.each(junk)('%s', async (_what, value) => {
    for (const name of names) {
      for (const path of paths) {
        const { status, html } = await asked(`${name}=${value}`, path);
        expect({ name, path, broken: status >= 500 && !path.startsWith('/sign-in') }).toMatchObject({ broken: false });
        expect(html).not.toContain('システムエラー');
      }
    }
    expect(desk.lines.filter((line) => line.includes('"level":50'))).toEqual([]);
  });

  it('and another of the same name holds, wherever it stands', async () => {
    const { session, flash } = await signedValues();
    for (const other of ['%zz', 'x', 'forged.forged', flash, 'y'.repeat(5_000)]) {
      for (const pair of [
        [other, session],
        [session, other],
      ]) {
        const header = pair.map((value) => `desk_session=${value}`).join('; ');
        expect((await asked(header)).html).toContain('<p class="kept">abc</p>');
      }
    }
    expect((await asked(`desk_flash=x; desk_flash=${flash}`)).html).toContain('登録しました。');
  });
});

describe('under https', () => {
  let shop: Desk;
  beforeAll(async () => {
    shop = await startDesk({ publicUrl: 'https://desk.example' });
  });
  afterAll(() => shop.close());

  it('every cookie is of this host alone: __Host-, Secure, for all paths (RFC 6265bis 4.1.3.2)', async () => {
    const at = visitorAt('https://desk.example', { proxies: { 'https://desk.example': shop.url } });
    const first = await at.get('/');
    const posted = await at.post('/notes', { note: 'abc', colour: 'red', _csrf: first.csrf });
    const size = await at.get('/text-size/large');
    const set = [first, posted, size].flatMap((answer) => answer.headers.getSetCookie());
    expect([...new Set(set.map((line) => line.split('=')[0]))].sort()).toEqual([
      '__Host-desk_flash',
      '__Host-desk_session',
      '__Host-todoke_text_size',
    ]);
    for (const line of set) {
      expect(line).toMatch(/; Path=\/(;|$)/);
      expect(line).toMatch(/; Secure(;|$)/);
      expect(line).not.toMatch(/; Domain=/i);
    }
    const next = await at.get('/');
    expect(next.html).toContain('登録しました。');
    expect(next.html).toContain('<p class="kept">abc</p>');
    // A cookie without the prefix may have come over http, or from another host of the domain.
    const planted = (at.cookie('__Host-desk_session') ?? '').toString();
    const stranger = visitorAt(shop.url);
    const { html } = await stranger.once('/', { headers: { cookie: `desk_session=${planted}` } });
    expect(html).not.toContain('<p class="kept">abc</p>');
  });
});
