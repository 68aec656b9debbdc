import type { Visitor } from '@todoke/testing';
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

const note = { note: 'abc', colour: 'red' };

it('a form with the token of its session is taken', async () => {
  const token = (await visitor.get('/')).csrf;
  expect((await visitor.post('/notes', { ...note, _csrf: token })).status).toBe(303);
});

it.each([
  ['without a token', {}],
  ['with a token that was never given', { _csrf: 'abcdefgh-ijklmnop' }],
  ['with an empty token', { _csrf: '' }],
])('a form %s is refused with a page that says what to do', async (_how, token) => {
  await visitor.get('/');
  const { status, html } = await visitor.post('/notes', { ...note, ...token });
  expect(status).toBe(403);
  expect(html).toContain('<h1>画面の有効期限が切れました</h1>');
  expect(html).toContain('ブラウザの「戻る」で前の画面に戻り');
  expect((await visitor.get('/')).html).not.toContain('>abc<');
});

it('a token of another session is refused', async () => {
  const other = (await visitorAt(desk.url).get('/')).csrf;
  await visitor.get('/');
  expect((await visitor.post('/notes', { ...note, _csrf: other })).status).toBe(403);
});

it('what was typed in a form of ours whose session has ended is offered for sending again', async () => {
  const { html, csrf } = await visitor.post(
    '/notes',
    { note: '<b>&"', colour: 'red', _csrf: 'old' },
    { 'sec-fetch-site': 'same-origin' },
  );
  expect(html).toContain('<input type="hidden" name="note" value="&lt;b&gt;&amp;&quot;">');
  expect(html).toContain('action="/notes"');
  expect((await visitor.post('/notes', { ...note, _csrf: csrf })).status).toBe(303);
});

it.each([
  ['a form that another site may have made', { 'sec-fetch-site': 'cross-site' }, {}],
  ['a form whose origin the browser does not tell', {}, {}],
  ['a form with a password', { 'sec-fetch-site': 'same-origin' }, { newPassword: 'Abcdefg1' }],
])('%s is not offered for sending again', async (_what, headers, extra) => {
  const { status, html } = await visitor.post(
    '/notes',
    { ...note, ...extra, _csrf: 'old' },
    headers as Record<string, string>,
  );
  expect(status).toBe(403);
  expect(html).not.toContain('name="note"');
  expect(html).not.toContain('Abcdefg1');
});

it('the paths that say so need no token', async () => {
  const { status, html } = await visitor.once('/api/echo', {
    method: 'POST',
    body: '{"a":1}',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
  });
  expect([status, JSON.parse(html)]).toEqual([201, { body: { a: 1 }, role: null }]);
  expect((await visitor.once('/apian', { method: 'POST', headers: { accept: 'text/html' } })).status).toBe(404);
});

it('a page that only looks makes no token and no session', async () => {
  const { headers } = await visitor.get('/trouble/problem');
  expect(headers.getSetCookie()).toEqual([]);
});
