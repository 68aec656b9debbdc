import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { nowhere, Visitor } from '@todoke/testing';

const form = `<!doctype html><title>申請 &amp; 届</title><header><form action="/sign-out" method="post">
<input type="hidden" name="_csrf" value="a&#x3D;b"></form></header><main><h1>申請<wbr>画面</h1><script>not a word</script>
<form method="post" action="/echo"><input type="hidden" name="_csrf" value="a&#x3D;b">
<input type="text" name="name" value="x"></form></main>`;

const many = `<!doctype html><main><form method="post" action="/echo" id="many">
<input name="plain"><input name="off" value="1" disabled><input value="nameless">
<fieldset disabled><input name="locked" value="1"></fieldset>
<input type="checkbox" name="ticked" checked><input type="checkbox" name="unticked" value="1">
<input type="radio" name="one" value="a"><input type="radio" name="one" value="b" checked>
<select name="first"><option>選択肢 1<option value="2">二</select>
<select name="chosen"><optgroup label="x"><option value="1">1</optgroup><option value="2" selected>2</select>
<select name="several" multiple><option selected>p<option>q<option selected>r</select>
<textarea name="words">
一
&lt;二&gt;</textarea>
<template><input name="unborn" value="1"></template>
<button type="button" name="script">選ぶ</button><button name="go" value="1">送信</button>
<input type="submit" value="戻る" formaction="/back"><button formmethod="get" formaction="/found">検索</button></form>
<input name="outside" value="z" form="many"><noscript><p>画像で表示</p></noscript></main>`;

let server: Server;
let url: string;

const pages: Record<string, (request: IncomingMessage, response: ServerResponse) => void> = {
  '/form': (_, response) => response.end(form),
  '/many': (_, response) => response.end(many),
  '/cookies': (_, response) => {
    response.setHeader('set-cookie', [
      'all=1; Path=/',
      'inner=2; Path=/inner',
      'old=3; Path=/; Max-Age=0',
      'gone=4; Expires=Thu, 01 Jan 1970 00:00:00 GMT',
    ]);
    response.end();
  },
  '/away': (_, response) => response.setHeader('set-cookie', 'all=; Path=/; Max-Age=0').end(),
  '/one': (_, response) => response.writeHead(303, { location: '/two' }).end(),
  '/two': (_, response) => response.writeHead(302, { location: '/form' }).end(),
  '/silent': () => undefined,
  '/round': (_, response) => response.writeHead(302, { location: '/round' }).end(),
};

beforeAll(async () => {
  server = createServer((request, response) => {
    const page = pages[request.url ?? ''];
    if (page !== undefined) return page(request, response);
    const body: Buffer[] = [];
    request.on('data', (part: Buffer) => body.push(part));
    request.on('end', () => {
      const { method, headers, url: path } = request;
      response.end(
        JSON.stringify({
          method,
          path,
          cookie: headers.cookie,
          host: headers['x-forwarded-host'],
          body: Buffer.concat(body).toString(),
        }),
      );
    });
  }).listen(0);
  await once(server, 'listening');
  url = `http://localhost:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const seen = async (visitor: Visitor, path: string) =>
  JSON.parse((await visitor.get(path)).html) as Record<string, string>;

describe('a visitor', () => {
  it('reads a page as people do', async () => {
    const page = await new Visitor(url).get('/form');
    expect(page).toMatchObject({
      status: 200,
      title: '申請 & 届',
      h1: '申請 画面',
      main: '申請 画面',
      csrf: 'a=b',
      to: undefined,
    });
  });

  it('follows redirects to their end, and tells the way', async () => {
    const page = await new Visitor(url).get('/one');
    expect([page.url, page.way]).toEqual([`${url}/form`, ['/one', '/two', '/form'].map((path) => url + path)]);
    await expect(new Visitor(url).get('/round')).rejects.toThrow('redirected without end');
  });

  it('gives up a page that does not come in time', async () => {
    await expect(new Visitor(url, { patience: 50 }).get('/silent')).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it('stops where it is told to, and shows where it would have gone', async () => {
    const visitor = new Visitor(url, { follows: (address) => !address.endsWith('/form') });
    expect(await visitor.get('/one')).toMatchObject({ status: 302, to: '/form', url: `${url}/two` });
    expect((await visitor.get('/one')).way.at(-1)).toBe(`${url}/form`);
    const still = new Visitor(url, { follows: nowhere });
    expect(await still.get('/one')).toMatchObject({ status: 303, to: '/two' });
    expect((await still.follow('/one')).url).toBe(`${url}/form`);
  });

  it('keeps cookies by path, until they are over', async () => {
    const visitor = new Visitor(url);
    await visitor.get('/cookies');
    expect((await seen(visitor, '/innermost'))['cookie']).toBe('all=1');
    expect((await seen(visitor, '/inner/page'))['cookie']).toBe('all=1; inner=2');
    visitor.setCookie('inner', 'other');
    expect(visitor.cookiesFor('/inner')).toBe('all=1; inner=other');
    await visitor.get('/away');
    expect([visitor.cookie('all'), visitor.seenCookie('all'), visitor.cookie('old')]).toEqual([
      undefined,
      '1',
      undefined,
    ]);
    expect((await seen(new Visitor(url).inBrowserOf(visitor), '/inner'))['cookie']).toBe('inner=other');
    visitor.forgetCookie('inner');
    expect(visitor.cookiesFor('/inner')).toBe('');
  });

  it('sends a form with its hidden fields, or exactly what it is told', async () => {
    const visitor = new Visitor(url);
    const page = await visitor.get('/form');
    const bodyOf = ({ html }: { html: string }) => (JSON.parse(html) as { body: string }).body;
    expect(bodyOf(await visitor.submit(page, { name: '山' }))).toBe('_csrf=a%3Db&name=%E5%B1%B1');
    expect(
      bodyOf(
        await visitor.send('/echo', [
          ['a', '1'],
          ['a', '2'],
        ]),
      ),
    ).toBe('a=1&a=2&_csrf=a%3Db');
    expect(bodyOf(await visitor.send('/echo', { _csrf: 'forged' }))).toBe('_csrf=forged');
    expect(bodyOf(await visitor.post('/echo', { a: '1' }))).toBe('a=1');
    expect((await visitor.signOut(page)).html).toContain('"path":"/sign-out"');
    await expect(async () => visitor.submit(await visitor.get('/cookies'))).rejects.toThrow('no such form');
  });

  it('sends what a form holds, as a browser does, and what the pressed button adds', async () => {
    const visitor = new Visitor(url);
    const page = await visitor.get('/many');
    const sent = ({ html }: { html: string }) => JSON.parse(html) as { method: string; path: string; body: string };
    const pairs = (body: string) => [...new URLSearchParams(body)].map((pair) => pair.join('='));
    const held = ['plain=', 'ticked=on', 'one=b', 'first=選択肢 1', 'chosen=2', 'several=p', 'several=r'];
    const rest = ['words=一\r\n<二>', 'outside=z'];
    expect(pairs(sent(await visitor.submit(page)).body)).toEqual([...held, ...rest]);
    const changed = pairs(sent(await visitor.submit(page, { plain: 'x', ticked: undefined }, '送信')).body);
    expect(changed).toEqual([...held.slice(2), ...rest, 'plain=x', 'go=1']);
    expect(sent(await visitor.submit(page, {}, '戻る'))).toMatchObject({ method: 'POST', path: '/back' });
    const found = sent(await visitor.submit(page, {}, '検索'));
    expect([found.method, found.path.split('?')[0], pairs(found.path.split('?')[1] ?? '')]).toEqual([
      'GET',
      '/found',
      [...held, ...rest],
    ]);
    expect(() => visitor.submit(page, {}, '選ぶ')).toThrow('no button 選ぶ, but: 送信, 戻る, 検索');
    expect(page.main).toContain('画像で表示');
  });

  it('keeps the cookies of one host from another, whatever the port', async () => {
    const visitor = new Visitor(url, { proxies: { 'http://other.example': url } });
    await visitor.get('/cookies');
    expect(visitor.cookiesFor('http://localhost:1/')).toBe('all=1');
    expect((await seen(visitor, 'http://other.example/page'))['cookie']).toBeUndefined();
  });

  it('takes a path with two slashes for a path, and another origin through its proxy', async () => {
    const visitor = new Visitor(url, { proxies: { 'http://desk.example': url } });
    expect((await seen(visitor, '//x'))['path']).toBe('//x');
    expect(await seen(visitor, 'http://desk.example/page')).toMatchObject({ path: '/page', host: 'desk.example' });
  });
});
