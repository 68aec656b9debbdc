import type { Server } from 'node:http';
import type { Visitor } from '@todoke/testing';
import { startDesk, type Desk, visitorAt } from './desk/start-desk.js';

let desk: Desk;
let visitor: Visitor;

beforeAll(async () => {
  desk = await startDesk({
    navigation: () => [
      { label: 'ホーム', href: '/' },
      { label: '見本', href: '/specimen' },
      { label: '番号', href: '/numbers/1', around: ['/nowhere'] },
      { label: 'お知らせ', href: '/news', more: true },
    ],
    footer: [{ label: 'お問い合わせ先', href: '/contact' }],
  });
});
afterAll(() => desk.close());
beforeEach(() => {
  visitor = visitorAt(desk.url);
  desk.lines.length = 0;
});

describe('the shell around every page', () => {
  it('names the system, the page and the choices of text size (R4)', async () => {
    const { status, html, headers } = await visitor.get('/');
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(html).toContain('<title>覚え書き｜厚生労働省 G-MIS 医療機関等情報支援システム</title>');
    expect(html.match(/<h1>/g)).toHaveLength(1);
    expect(html).toContain('>厚生労働省 G-MIS 医療機関等情報支援システム</a>');
    expect(html).toMatch(/文字サイズの変更[\s\S]*>標準<[\s\S]*>大<[\s\S]*>特大</);
    expect(html).toContain('href="#main"');
  });

  it('marks the section that the page belongs to, and keeps entries behind その他 reachable (R134)', async () => {
    const { html } = await visitor.get('/specimen');
    expect(html).toContain('<a href="/specimen" aria-current="page">見本</a>');
    expect(html).not.toContain('<a href="/" aria-current="page">');
    const { html: of } = await visitor.get('/nowhere/near');
    expect(of).toContain('<a href="/numbers/1" aria-current="page">番号</a>');
    expect(html).toMatch(/<summary>その他<\/summary>[\s\S]*番号[\s\S]*お知らせ/);
    expect(html).toContain('<a href="/contact">お問い合わせ先</a>');
  });

  it('shows the step a journey has come to (R3)', async () => {
    const { html } = await visitor.get('/specimen');
    const steps = [
      ...html.matchAll(
        /<li class="step [^"]*"(?<now> aria-current="step")?>[\s\S]*?<span class="step-label">(?<label>[^<]+)/g,
      ),
    ];
    expect(steps.map(({ groups }) => groups?.['label'])).toEqual([
      'メールアドレス登録',
      'メールアドレス認証',
      '申請情報入力',
      '申請情報確認',
      '申請完了',
    ]);
    expect(steps.flatMap(({ groups }, index) => (groups?.['now'] === undefined ? [] : [index + 1]))).toEqual([3]);
  });

  it('says in the title that a form was refused', async () => {
    const { status, html } = await visitor.get('/specimen?refused=1');
    expect(status).toBe(422);
    expect(html).toContain('<title>エラー：見本｜');
  });
});

describe('the text size without script (R4)', () => {
  it('is remembered, marked and leads back to the page', async () => {
    const before = await visitor.get('/specimen?wide=1');
    expect(before.html).toContain('class="text-standard"');
    const link = /href="(\/text-size\/x-large[^"]*)"/.exec(before.html)?.[1]?.replaceAll('&#x3D;', '=') ?? '';
    const answer = await visitor.get(link);
    expect([answer.status, answer.to]).toEqual([303, '/specimen?wide=1']);
    const { html } = await visitor.get('/');
    expect(html).toContain('class="text-x-large"');
    expect(html).toMatch(/data-text-size="x-large" aria-current="true"/);
    expect(html.match(/aria-current="true"/g)).toHaveLength(1);
  });

  it.each(['//evil.example', '/\\evil.example', 'https://evil.example', '/%0d%0aset-cookie:a=b//', '', '/a\tb'])(
    'goes nowhere else: %j',
    async (back) => {
      const { status, to } = await visitor.get(`/text-size/large?back=${encodeURIComponent(back)}`);
      expect(status).toBe(303);
      expect(new URL(to ?? '', desk.url).origin).toBe(desk.url);
      expect(to).not.toMatch(/^\/[/\\]/);
    },
  );

  it('knows three sizes and no other', async () => {
    expect((await visitor.get('/text-size/huge')).status).toBe(404);
  });
});

describe('what browsers are told', () => {
  it('a page loads nothing from elsewhere and runs nothing inline (R157)', async () => {
    const { headers, html } = await visitor.get('/');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain(`form-action 'self' ${desk.url}`);
    expect(policy).not.toContain('unsafe');
    expect(html).not.toMatch(/ style=|<style|<script>|onclick=/);
    expect(headers.get('strict-transport-security')).toBeNull();
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('assets may be kept for ever under the address of their content, and are asked anew under another', async () => {
    const { html } = await visitor.get('/');
    const href = /href="(\/assets\/page\.css[^"]*)"/.exec(html)?.[1]?.replaceAll('&#x3D;', '=') ?? '';
    const kept = await visitor.get(href);
    expect(kept.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(kept.html).toContain('--color-primitive-light-blue-1000: #00428c');
    expect(kept.html).toContain('.field-error');
    const asked = await visitor.get('/assets/page.css');
    expect(asked.headers.get('cache-control')).toBe('public, no-cache');
    const again = await visitor.get('/assets/page.css', { 'if-none-match': asked.headers.get('etag') ?? '' });
    expect([again.status, again.html]).toEqual([304, '']);
    expect((await visitor.get('/assets/../package.json')).status).toBe(404);
    expect((await visitor.get('/assets/%2e%2e%2findex.js')).status).toBe(404);
  });

  it('a page is stored nowhere once the session holds something of its reader', async () => {
    const first = await visitor.get('/');
    expect(first.headers.get('cache-control')).toBe('private, no-cache');
    await visitor.post('/notes', { note: 'mine', colour: 'red', _csrf: first.csrf });
    expect((await visitor.get('/')).headers.get('cache-control')).toBe('private, no-store');
  });

  it('a request must have come wholly within a minute', () => {
    expect((desk.app.getHttpServer() as Server).requestTimeout).toBe(60_000);
  });

  it('HEAD answers like GET without a body, OPTIONS names the methods', async () => {
    const head = await visitor.once('/', { method: 'HEAD' });
    expect([head.status, head.html]).toEqual([200, '']);
    const options = await visitor.once('/notes', { method: 'OPTIONS' });
    expect([options.status, options.headers.get('allow')]).toEqual([204, 'POST, OPTIONS']);
    expect((await visitor.once('/nowhere', { method: 'OPTIONS' })).status).toBe(404);
  });
});

it('a message after a form is shown once', async () => {
  const { html } = await visitor.get('/');
  const token = /name="_csrf" value="([^"]+)"/.exec(html)?.[1] ?? '';
  const answer = await visitor.post('/notes', { note: 'abc', colour: 'red', _csrf: token });
  expect([answer.status, answer.to]).toEqual([303, '/']);
  const next = await visitor.get('/');
  expect(next.html).toMatch(/role="status"[\s\S]*登録しました。/);
  expect(next.html).toContain('<p class="kept">abc</p>');
  expect((await visitor.get('/')).html).not.toContain('登録しました。');
});

it('a message for the next page that this service has not signed is not shown', async () => {
  const forged = Buffer.from(JSON.stringify({ kind: 'info', text: '0120-000-000へお電話ください。' })).toString(
    'base64url',
  );
  for (const value of [forged, `${forged}.${'A'.repeat(43)}`, 'x']) {
    visitor.setCookie('desk_flash', value);
    const { status, html } = await visitor.get('/');
    expect({ status, shown: html.includes('お電話ください') }).toEqual({ status: 200, shown: false });
  }
});

describe('the request log', () => {
  it('has one line a request with the route and not the address', async () => {
    const { headers } = await visitor.get('/numbers/0991234567?name=山田');
    const requests = desk.lines
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter(({ msg }) => msg === 'request');
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({
      method: 'GET',
      route: '/numbers/:number',
      status: 200,
      correlationId: headers.get('x-correlation-id'),
    });
    expect(requests[0]?.['ms']).toEqual(expect.any(Number));
    expect(desk.lines.join('')).not.toMatch(/0991234567|%E5|山田/);
  });

  it('takes over a correlation id that is a UUID of a trusted proxy, and nothing else', async () => {
    const id = '0199c1f0-7a5e-7cc0-8000-0123456789ab';
    const behind = await startDesk({ proxies: 1 });
    const answered = async (url: string, given: string) =>
      (await visitorAt(url).get('/', { 'x-correlation-id': given })).headers.get('x-correlation-id');
    const taken = await answered(behind.url, id);
    const [unreadable, ofClient] = [await answered(behind.url, 'yamada@example.com'), await answered(desk.url, id)];
    await behind.close();
    expect(taken).toBe(id);
    for (const made of [unreadable, ofClient]) expect(made).toMatch(/^[0-9a-f-]{36}$/);
    expect(ofClient).not.toBe(id);
  });
});
