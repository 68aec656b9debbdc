import type { Visitor } from '@todoke/testing';
import pg from 'pg';
import { refusalOf } from '../src/edges/refusals.js';
import { startDesk, type Desk, visitorAt } from './desk/start-desk.js';

let desk: Desk;
let visitor: Visitor;

beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.close());
beforeEach(() => {
  visitor = visitorAt(desk.url);
  desk.lines.length = 0;
});

const json = { accept: 'application/json' };

describe('a refusal is told to people as a page and to programs as a problem document', () => {
  it('a Problem', async () => {
    const page = await visitor.get('/trouble/problem');
    expect(page.status).toBe(404);
    expect(page.html).toContain('<h1>ページが見つかりません</h1>');
    expect(page.html).toContain('その覚え書きはありません。');
    const document = await visitor.get('/trouble/problem', json);
    expect(document.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(JSON.parse(document.html)).toEqual({
      type: 'urn:todoke:problem:note-missing',
      title: '見つかりません',
      status: 404,
      detail: 'その覚え書きはありません。',
      code: 'note-missing',
      correlationId: document.headers.get('x-correlation-id'),
    });
    expect(page.html + document.html).not.toContain('secret detail');
  });

  it('a Problem with fields', async () => {
    const page = await visitor.get('/trouble/fields');
    expect([page.status, page.html.includes('<li>短くしてください。</li>')]).toEqual([422, true]);
    const { html } = await visitor.get('/trouble/fields', { accept: 'application/problem+json, text/html;q=0.5' });
    expect(JSON.parse(html)).toMatchObject({ status: 422, errors: [{ field: 'note', message: '短くしてください。' }] });
  });

  it('an exception of the framework', async () => {
    const { status, html } = await visitor.get('/trouble/nest');
    expect(status).toBe(418);
    expect(html).not.toContain('teapot');
  });

  it('an unknown address, also to a program that says nothing of what it reads', async () => {
    const page = await visitor.get('/nowhere');
    expect([page.status, page.html.includes('<h1>ページが見つかりません</h1>')]).toEqual([404, true]);
    const { status, headers } = await visitor.get('/api/nowhere', { accept: '*/*' });
    expect([status, headers.get('content-type')]).toEqual([404, 'application/problem+json; charset=utf-8']);
  });

  it('a known address asked in the wrong way', async () => {
    const { status, headers } = await visitor.once('/notes', { method: 'GET' });
    expect([status, headers.get('allow')]).toEqual([405, 'POST']);
    expect((await visitor.once('/', { method: 'DELETE' })).status).toBe(405);
    expect((await visitor.post('/numbers/1', {})).status).toBe(405);
  });
});

describe('whatever a client sends is its own mistake, never a 500', () => {
  const sent: [string, string, RequestInit & { headers?: Record<string, string> }, number][] = [
    ['an address that cannot be read', '/%zz', {}, 400],
    ['an address cut off in a character', '/numbers/%E3%81', {}, 400],
    ['a part of an address that is too long', `/numbers/${'9'.repeat(2_000)}`, {}, 414],
    [
      'JSON that is none',
      '/api/echo',
      { method: 'POST', body: '{"a":', headers: { 'content-type': 'application/json' } },
      400,
    ],
    [
      'JSON that plants a prototype',
      '/api/echo',
      { method: 'POST', body: '{"__proto__":{"a":1}}', headers: { 'content-type': 'application/json' } },
      400,
    ],
    [
      'nothing said to be JSON',
      '/api/echo',
      { method: 'POST', body: '', headers: { 'content-type': 'application/json' } },
      400,
    ],
    [
      'a kind of body that no page takes',
      '/notes',
      { method: 'POST', body: '<a/>', headers: { 'content-type': 'text/xml' } },
      415,
    ],
    [
      'a body that is too large',
      '/notes',
      {
        method: 'POST',
        body: `note=${'x'.repeat(300 * 1024)}`,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      },
      413,
    ],
    [
      'a cookie that nobody gave it',
      '/',
      { headers: { cookie: 'desk_session=forged.forged; todoke_text_size=huge' } },
      200,
    ],
    ['a cookie that is no text', '/', { headers: { cookie: 'desk_session=%00%ff; =; ;;' } }, 200],
  ];
  it.each(sent)('%s', async (_what, path, init, status) => {
    const answer = await visitor.once(path, init);
    expect(answer.status).toBe(status);
    expect(answer.html).toMatch(/<h1>|^\{/);
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'self'");
  });

  it('fields twice, as lists, as numbers, or with characters that no database takes', async () => {
    const { html } = await visitor.get('/');
    const token = /name="_csrf" value="([^"]+)"/.exec(html)?.[1] ?? '';
    const fields = 'note=a%00b&note=second&colour=red&colour=blue&constructor=2&hasOwnProperty=3';
    const body = `_csrf=${encodeURIComponent(token)}&${fields}`;
    const answer = await visitor.once('/notes', {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(answer.status).toBe(303);
    expect((await visitor.get('/')).html).toContain('<p class="kept">ab</p>');
  });
});

describe('what goes wrong here', () => {
  it('is a 500 that says nothing, and one line in the log without what was typed', async () => {
    const page = await visitor.get('/trouble/unknown');
    const document = await visitor.get('/trouble/unknown', json);
    expect([page.status, document.status]).toEqual([500, 500]);
    expect(page.html).toContain('<h1>システムエラーが起きました</h1>');
    expect(page.html).toContain(page.headers.get('x-correlation-id'));
    expect(JSON.parse(document.html)).toMatchObject({ code: 'internal-error', status: 500 });
    const told = desk.lines.filter((line) => line.includes('could not answer'));
    expect(told).toHaveLength(2);
    expect(JSON.parse(told[0] ?? '')).toMatchObject({
      route: '/trouble/unknown',
      status: 500,
      error: { type: 'Error' },
    });
    expect(page.html + document.html + desk.lines.join('')).not.toMatch(/山田|yamada/);
  });

  it.each([
    ['has no connection free in time', { max: 1, connectionTimeoutMillis: 20 }],
    ['does not answer in time', { max: 2, query_timeout: 20 }],
  ])('is a database that is unavailable when it %s', async (_what, limits) => {
    const pool = new pg.Pool({ connectionString: desk.database.appUrl, ...limits });
    const [busy, late] = [pool.query('SELECT pg_sleep(0.3)'), pool.query('SELECT pg_sleep(0.3)')];
    const errors = (await Promise.allSettled([busy, late])).flatMap((one) =>
      one.status === 'rejected' ? [one.reason as unknown] : [],
    );
    expect(errors.map((error) => refusalOf(error).status)).toContain(503);
    expect(errors.map((error) => refusalOf(error).status)).not.toContain(500);
    await pool.end();
  });

  it.each([
    ['a database is unavailable', '/trouble/database'],
    ['a transaction took longer than it may', '/trouble/transaction'],
  ])('is a 503 when %s', async (_what, path) => {
    const { status, html, headers } = await visitor.get(path);
    expect([status, headers.get('retry-after')]).toEqual([503, '30']);
    expect(html).toContain('<h1>ただいまご利用になれません</h1>');
  });
});
