import type { SignedIn } from '@todoke/service';
import { type Answer, clockAhead, freePort, rows, type Visitor } from '@todoke/testing';
import { startStandInIssuer, type StandInIssuer } from '@todoke/testing/stand-in-issuer';
import { jest } from '@jest/globals';
import { startDesk, type Desk, visitorAt } from './desk/start-desk.js';

const official: SignedIn = { sub: 'p-46', role: 'prefecture', prefecture: '46' };
const ours = { 'sec-fetch-site': 'same-origin' };

let issuer: StandInIssuer;
let desk: Desk;
let visitor: Visitor;

beforeAll(async () => {
  const port = await freePort();
  const client = { clientId: 'desk', clientSecret: 'secret of desk' };
  issuer = await startStandInIssuer({ clients: [{ ...client, url: `http://localhost:${port}` }], people: [official] });
  desk = await startDesk({}, (publicUrl) => ({ ...client, issuer: issuer.issuer, publicUrl }), port);
});
afterAll(async () => {
  await desk.close();
  await issuer.close();
});
beforeEach(() => {
  visitor = visitorAt(desk.url);
});
afterEach(() => {
  jest.useRealTimers();
});

/** Opens a page that needs it, signs in where the issuer asks for it, and follows to where that leads. */
async function signIn(path: string): Promise<Answer> {
  const asked = await visitor.follow(path);
  if (!asked.html.includes('name="person"')) return asked;
  const chosen = await visitor.post(asked.url, { person: official.sub });
  return visitor.follow(new URL(chosen.to ?? '', asked.url).href);
}

/** What time does to everybody's session, here and at the issuer. */
async function sessionsEnd(): Promise<void> {
  await rows(desk.database.adminUrl, "UPDATE desk.web_sessions SET expires_at = now() - interval '1 minute'");
  for (const name of ['_session', '_session.sig', '_session.legacy', '_session.legacy.sig']) visitor.forgetCookie(name);
}

const hrefOf = (page: Answer, label: string): string =>
  (new RegExp(`href="([^"]*)"[^>]*>${label}<`).exec(page.html)?.[1] ?? '').replaceAll('&#x3D;', '=');

const reason = '開設者の氏名が許可証と異なります。<ご確認>ください。';

describe('what was typed before the session ended', () => {
  it('is sent again after a sign-in, with two clicks and nothing typed twice', async () => {
    await signIn('/private');
    await sessionsEnd();
    const refused = await visitor.post('/private/act', { reason, _csrf: visitor.csrf }, ours);
    expect([refused.status, refused.h1]).toEqual([401, 'ログインが必要です']);
    expect(refused.main).toContain('入力した内容は残っています');

    const kept = await signIn(hrefOf(refused, 'ログインして続ける'));
    expect([kept.status, kept.h1]).toEqual([200, 'まだ送信していません']);
    expect(kept.main).toContain('開設者の氏名が許可証と異なります。');
    const sent = await visitor.submit(kept, {}, '同じ内容をもう一度送信する');
    expect([sent.status, sent.to]).toEqual([303, '/private']);
    expect((await visitor.get('/')).main).toContain('開設者の氏名が許可証と異なります。');
  });

  it('is kept in the browser alone, unreadable, and for once', async () => {
    const refused = await visitor.post('/private/act', { reason: '住所が開設届と異なります。' }, ours);
    const [cookie = ''] = refused.headers.getSetCookie().filter((line) => line.startsWith('desk_kept_form='));
    expect(cookie).toMatch(/; Max-Age=1800; Path=\/sign-in; HttpOnly; SameSite=Lax$/);
    expect(decodeURIComponent(cookie)).not.toContain('開設届');
    expect(Buffer.from(cookie.split(/[=;]/)[1] ?? '', 'base64url').toString()).not.toContain('開設届');
    expect(
      await rows(desk.database.adminUrl, "SELECT 1 FROM desk.web_sessions WHERE data::text LIKE '%開設届%'"),
    ).toEqual([]);
    expect((await signIn('/sign-in/kept')).h1).toBe('まだ送信していません');
    expect((await visitor.follow('/sign-in/kept')).h1).toBe('覚え書き');
  });

  it('is not believed of another browser, of another time, or of whoever wrote it himself', async () => {
    await signIn('/private');
    await visitor.post('/private/act', { reason }, ours);
    for (const forged of ['', 'x', 'a'.repeat(200), Buffer.from('{"action":"/private/act"}').toString('base64url')]) {
      visitor.setCookie('desk_kept_form', forged);
      expect((await visitor.follow('/sign-in/kept')).h1).toBe('覚え書き');
    }
  });

  it.each([
    ['that another site may have made', { 'sec-fetch-site': 'cross-site' }, { reason }],
    ['whose origin the browser does not tell', {}, { reason }],
    ['of an older browser, from another site', { origin: 'https://evil.example' }, { reason }],
    ['with a password', ours, { reason, newPassword: 'Abcdefg1' }],
  ])('is not kept of a form %s', async (_what, headers, fields) => {
    const refused = await visitor.post('/private/act', fields, headers as Record<string, string>);
    expect(refused.status).toBe(401);
    expect(refused.headers.getSetCookie().join()).not.toContain('kept_form');
    expect((await signIn(hrefOf(refused, 'ログインする'))).status).toBe(200);
  });

  it('is kept where the browser tells only the origin, as over plain http', async () => {
    const refused = await visitor.post('/private/act', { reason }, { origin: desk.url });
    expect(refused.headers.getSetCookie().join()).toContain('desk_kept_form=');
  });

  it('is shown to be copied where it is too long to be kept', async () => {
    const long = Array.from({ length: 9_000 }, (_, at) => String.fromCodePoint(0x4e00 + ((at * 7919) % 20_000))).join(
      '',
    );
    const refused = await visitor.post('/private/act', { reason: long }, ours);
    expect(refused.status).toBe(401);
    expect(refused.headers.getSetCookie().join()).not.toContain('kept_form');
    expect(refused.main).toContain('写して');
    expect(refused.html).toContain(long);
  });
});

describe('a form whose time is over leads back to its page with one click', () => {
  const old = { note: 'abc', colour: 'red', newPassword: 'Abcdefg1', _csrf: 'old' };

  it.each([
    ['the page it stood on', '/notes', { referer: '/private?from=mail' }, '/private?from=mail'],
    ['the first page, where nothing is known', '/notes', {}, '/'],
    ['the first page, where it stood on an answer to a form', '/notes', { referer: '/notes' }, '/'],
    ['no other site', '/notes', { referer: 'https://evil.example/x' }, '/'],
    ['no page that would say that one has signed out', '/sign-out', {}, '/'],
  ])('%s', async (_what, path, headers: object, expected) => {
    const [referer] = Object.values(headers) as string[];
    const from = referer?.startsWith('/') ? desk.url + referer : referer;
    const refused = await visitor.post(path, old, from === undefined ? {} : { referer: from });
    expect([refused.status, hrefOf(refused, '画面を開き直す')]).toEqual([403, expected]);
    expect(refused.html).not.toContain('Abcdefg1');
  });
});

describe('a sign-in that was left open', () => {
  const later = (minutes: number) => jest.useFakeTimers(clockAhead(minutes));

  it('for as long as the issuer waits ends at the page that was asked for', async () => {
    const asked = await visitor.follow('/private?from=mail');
    later(50);
    const chosen = await visitor.post(asked.url, { person: official.sub });
    const end = await visitor.follow(new URL(chosen.to ?? '', asked.url).href);
    expect([end.status, end.url]).toEqual([200, `${desk.url}/private?from=mail`]);
  });

  it('for longer begins again, and still ends there', async () => {
    await visitor.follow('/private?from=mail');
    later(10 * 60);
    const end = await signIn('/sign-in?again');
    expect([end.status, end.url]).toEqual([200, `${desk.url}/private?from=mail`]);
  });

  it('and of which nothing is known ends at the first page', async () => {
    expect((await signIn('/sign-in?again')).url).toBe(`${desk.url}/`);
  });
});
