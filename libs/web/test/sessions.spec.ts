import { createHash } from 'node:crypto';
import { eventually, rows, type Visitor } from '@todoke/testing';
import { startDesk, type Desk, visitorAt } from './desk/start-desk.js';

let desk: Desk;
let visitor: Visitor;

beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.close());
beforeEach(() => {
  visitor = visitorAt(desk.url);
});

const keep = async (note: string): Promise<number> => {
  const token = (await visitor.get('/')).csrf;
  return (await visitor.post('/notes', { note, colour: 'red', _csrf: token })).status;
};

interface Row {
  id: string;
  data: Record<string, unknown>;
  expires_at: Date;
}
const stored = (): Promise<Row[]> => {
  const [id = ''] = decodeURIComponent(visitor.cookie('desk_session') ?? '').split('.');
  const hash = createHash('sha256').update(id).digest('base64url');
  return rows<Row>(desk.database.adminUrl, 'SELECT * FROM desk.web_sessions WHERE id = $1', [hash]);
};

describe('a session', () => {
  it('begins only where a page needs one', async () => {
    await visitor.get('/nowhere');
    await visitor.get('/numbers/1');
    expect(visitor.cookie('desk_session')).toBeUndefined();
    await visitor.get('/');
    expect(visitor.cookie('desk_session')).toMatch(/^[\w-]{32}\.[\w+/%]+$/);
  });

  it('has a cookie that script cannot read and other sites do not send', async () => {
    const { headers } = await visitor.get('/');
    const [line = ''] = headers.getSetCookie();
    expect(line).toMatch(/^desk_session=[^;]+; Path=\/; HttpOnly; SameSite=Lax$/);
  });

  it('is kept in the database under a hash of its id, without the cookie', async () => {
    expect(await keep('abc')).toBe(303);
    const [row] = await stored();
    expect(Object.keys(row?.data ?? {}).sort()).toEqual(['_csrf', 'kept']);
    expect(JSON.stringify(row)).not.toContain(visitor.cookie('desk_session')?.split('.')[0]);
  });

  it('ends after its time, and what it held is gone', async () => {
    await keep('abc');
    expect((await visitor.get('/')).html).toContain('>abc<');
    await rows(desk.database.adminUrl, `UPDATE desk.web_sessions SET expires_at = now() - interval '1 second'`);
    expect((await visitor.get('/')).html).not.toContain('>abc<');
  });

  it('lives on while it is used', async () => {
    await keep('abc');
    await rows(desk.database.adminUrl, `UPDATE desk.web_sessions SET expires_at = now() + interval '1 minute'`);
    await visitor.get('/');
    const [row] = await stored();
    expect(row?.expires_at.getTime()).toBeGreaterThan(Date.now() + 470 * 60_000);
  });

  it('ends twelve hours after it began, however much it is used', async () => {
    const minutesLeft = async () =>
      Math.round((((await stored())[0]?.expires_at.getTime() ?? 0) - Date.now()) / 60_000);
    const age = (hours: string) =>
      rows(
        desk.database.adminUrl,
        `UPDATE desk.web_sessions SET begun_at = now() - $1::interval, expires_at = now() + '1 minute'`,
        [hours],
      );
    await keep('abc');
    await age('11.5 hours');
    expect((await visitor.get('/')).html).toContain('>abc<');
    expect(await minutesLeft()).toBe(30);
    await age('11.75 hours');
    await keep('def');
    expect(await minutesLeft()).toBe(15);
  });

  it('is stored only once there is something to keep: people who only look leave no rows', async () => {
    const all = () => rows(desk.database.adminUrl, 'SELECT id FROM desk.web_sessions');
    const before = await all();
    for (let visit = 0; visit < 20; visit += 1) await visitorAt(desk.url).get('/');
    await visitor.get('/');
    await visitor.get('/');
    expect((await visitor.send('/notes', { note: '', colour: 'red' })).status).toBe(422);
    expect(await all()).toEqual(before);
    expect((await visitor.send('/notes', { note: 'abc', colour: 'red' })).status).toBe(303);
    expect(await stored()).toHaveLength(1);
    expect((await visitor.get('/')).html).toContain('>abc<');
  });

  it('lets a form be sent from each of two tabs, whichever came first', async () => {
    const first = (await visitor.get('/')).csrf;
    const second = (await visitor.get('/')).csrf;
    expect((await visitor.post('/notes', { note: 'abc', colour: 'red', _csrf: second })).status).toBe(303);
    expect((await visitor.post('/notes', { note: 'def', colour: 'red', _csrf: first })).status).toBe(303);
  });

  it('of which everything was taken keeps nothing', async () => {
    await keep('abc');
    const { sessions } = desk.app.getHttpAdapter().getInstance().web;
    const [id = ''] = decodeURIComponent(visitor.cookie('desk_session') ?? '').split('.');
    await new Promise<unknown>((resolve) => sessions.set(id, { cookie: {} as never }, resolve));
    expect(JSON.stringify(await stored())).not.toContain('abc');
  });

  it('that has ended is removed', async () => {
    await keep('abc');
    await rows(desk.database.adminUrl, `UPDATE desk.web_sessions SET expires_at = now() - interval '11 minutes'`);
    await desk.app.getHttpAdapter().getInstance().web.sessions.sweep();
    expect(await rows(desk.database.adminUrl, 'SELECT id FROM desk.web_sessions')).toEqual([]);
  });

  it('that has ended stays ended, also when a request that was under way saves it afterwards', async () => {
    const { sessions } = desk.app.getHttpAdapter().getInstance().web;
    const person = { sub: 'p-46', role: 'prefecture', prefecture: '46', sid: 'sid-1' } as const;
    const save = (id: string) =>
      new Promise<void>((resolve, reject) => {
        sessions.set(id, { cookie: {} as never, person }, (error) =>
          error === undefined ? resolve() : reject(error as Error),
        );
      });
    const found = (id: string) => new Promise((resolve) => sessions.get(id, (_error, session) => resolve(session)));
    await save('signed out here');
    await save('signed out elsewhere');
    expect(await found('signed out here')).toEqual({ person });

    await new Promise<unknown>((resolve) => sessions.destroy('signed out here', resolve));
    expect(await sessions.endSignedIn({ sid: person.sid })).toBe(1);
    await Promise.all([save('signed out here'), save('signed out elsewhere')]);

    expect([await found('signed out here'), await found('signed out elsewhere')]).toEqual([null, null]);
    const left = `SELECT 1 FROM desk.web_sessions WHERE sid = 'sid-1' OR data::text LIKE '%p-46%'`;
    expect(await rows(desk.database.adminUrl, left)).toEqual([]);
  });

  it('takes whatever text an app puts into it', async () => {
    await keep('abc');
    const { sessions } = desk.app.getHttpAdapter().getInstance().web;
    await new Promise<void>((resolve, reject) => {
      sessions.set('odd', { cookie: {} as never, kept: 'a\u0000b\ud800' }, (error) =>
        error === undefined ? resolve() : reject(error as Error),
      );
    });
    const found = await new Promise((resolve) => sessions.get('odd', (_error, session) => resolve(session)));
    expect(found).toEqual({ kept: 'ab\ufffd' });
  });

  it('is not there below the paths that are exempt from the CSRF check', async () => {
    await keep('abc');
    const { status } = await visitor.once('/api/echo', {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json' },
    });
    expect(status).toBe(201);
    expect((await visitor.get('/')).html).toContain('>abc<');
  });
});

it('over https the cookie is Secure and browsers are told to stay with https, whatever the proxy says', async () => {
  const secure = await startDesk({ publicUrl: 'https://desk.example' });
  const { headers, csrf } = await visitorAt(secure.url).get('/');
  expect(headers.getSetCookie()[0]).toMatch(/^__Host-desk_session=[^;]+; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
  expect(headers.get('strict-transport-security')).toBe('max-age=31536000');
  expect(csrf).not.toBe('');
  await secure.close();
});

it('without its database a page says so, assets and health still answer, and later all is as before', async () => {
  const lonely = await startDesk();
  const reader = visitorAt(lonely.url);
  await reader.get('/');
  const name = new URL(lonely.database.adminUrl).pathname.slice(1);
  const admin = lonely.database.adminUrl.replace(`/${name}`, '/postgres');
  await rows(admin, `ALTER DATABASE "${name}" ALLOW_CONNECTIONS false`);
  await rows(admin, 'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name]);

  const page = await reader.get('/');
  expect([page.status, page.html.includes('<h1>ただいまご利用になれません</h1>')]).toEqual([503, true]);
  const form = await reader.post('/notes', { note: 'a' });
  expect(form.status).toBe(503);
  // Nothing is kept of a newcomer, so a page that needs no database is shown.
  const newcomer = visitorAt(lonely.url);
  expect((await newcomer.get('/')).status).toBe(200);
  expect((await newcomer.send('/notes', { note: 'a', colour: 'red' })).status).toBe(503);
  expect((await reader.get('/health/live')).status).toBe(200);
  expect((await reader.get('/assets/page.css')).status).toBe(200);
  expect((await visitorAt(lonely.url).get('/numbers/1')).status).toBe(200);

  await rows(admin, `ALTER DATABASE "${name}" ALLOW_CONNECTIONS true`);
  await eventually(async () => expect((await reader.get('/')).status).toBe(200));
  await lonely.close();
});
