import { startDesk, type Desk } from './desk/start-desk.js';
import { Visitor } from './visitor.js';

let desk: Desk;
let visitor: Visitor;

beforeAll(async () => {
  desk = await startDesk({
    navigation: () => [
      { label: 'ホーム', href: '/' },
      { label: '見本', href: '/specimen' },
      { label: '番号', href: '/numbers/1' },
      { label: 'お知らせ', href: '/news', more: true },
    ],
    footer: [{ label: 'お問い合わせ先', href: '/contact' }],
  });
});
afterAll(() => desk.close());
beforeEach(() => {
  visitor = new Visitor(desk.url);
  desk.lines.length = 0;
});

describe('the shell around every page', () => {
  test('names the system, the page and the choices of text size', async () => {
    const { status, text, response } = await visitor.get('/');
    expect(status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(text).toContain('<title>覚え書き｜厚生労働省 G-MIS 医療機関等情報支援システム</title>');
    expect(text.match(/<h1>/g)).toHaveLength(1);
    expect(text).toContain('>厚生労働省 G-MIS 医療機関等情報支援システム</a>');
    expect(text).toMatch(/文字サイズの変更[\s\S]*>標準<[\s\S]*>大<[\s\S]*>特大</);
    expect(text).toContain('href="#main"');
  });

  test('marks the section that the page belongs to, and keeps entries behind その他 reachable', async () => {
    const { text } = await visitor.get('/specimen');
    expect(text).toContain('<a href="/specimen" aria-current="page">見本</a>');
    expect(text).not.toContain('<a href="/" aria-current="page">');
    expect(text).toMatch(/<summary>その他<\/summary>[\s\S]*番号[\s\S]*お知らせ/);
    expect(text).toContain('<a href="/contact">お問い合わせ先</a>');
  });

  test('shows the step a journey has come to', async () => {
    const { text } = await visitor.get('/specimen');
    const steps = [...text.matchAll(/<li class="step [^"]*"(?<now> aria-current="step")?>[\s\S]*?<span class="step-label">(?<label>[^<]+)/g)];
    expect(steps.map(({ groups }) => groups?.['label'])).toEqual([
      'メールアドレス登録', 'メールアドレス認証', '申請情報入力', '申請情報確認', '申請完了',
    ]);
    expect(steps.flatMap(({ groups }, index) => (groups?.['now'] === undefined ? [] : [index + 1]))).toEqual([3]);
  });

  test('says in the title that a form was refused', async () => {
    const { status, text } = await visitor.get('/specimen?refused=1');
    expect(status).toBe(422);
    expect(text).toContain('<title>エラー：見本｜');
  });
});

describe('the text size without script', () => {
  test('is remembered, marked and leads back to the page', async () => {
    const before = await visitor.get('/specimen?wide=1');
    expect(before.text).toContain('class="text-standard"');
    const link = /href="(\/text-size\/x-large[^"]*)"/.exec(before.text)?.[1]?.replaceAll('&#x3D;', '=') ?? '';
    const answer = await visitor.get(link);
    expect([answer.status, answer.to]).toEqual([303, '/specimen?wide=1']);
    const { text } = await visitor.get('/');
    expect(text).toContain('class="text-x-large"');
    expect(text).toMatch(/data-text-size="x-large" aria-current="true"/);
    expect(text.match(/aria-current="true"/g)).toHaveLength(1);
  });

  test.each(['//evil.example', '/\\evil.example', 'https://evil.example', '/%0d%0aset-cookie:a=b//', '', '/a\tb'])(
    'goes nowhere else: %j',
    async (back) => {
      const { status, to } = await visitor.get(`/text-size/large?back=${encodeURIComponent(back)}`);
      expect(status).toBe(303);
      expect(new URL(to ?? '', desk.url).origin).toBe(desk.url);
      expect(to).not.toMatch(/^\/[/\\]/);
    },
  );

  test('knows three sizes and no other', async () => {
    expect((await visitor.get('/text-size/huge')).status).toBe(404);
  });
});

describe('what browsers are told', () => {
  test('a page loads nothing from elsewhere and runs nothing inline', async () => {
    const { response, text } = await visitor.get('/');
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain(`form-action 'self' ${desk.url}`);
    expect(policy).not.toContain('unsafe');
    expect(text).not.toMatch(/ style=|<style|<script>|onclick=/);
    expect(response.headers.get('strict-transport-security')).toBeNull();
    expect(response.headers.get('referrer-policy')).toBe('same-origin');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('assets may be kept for ever under the address of their content, and are asked for again under another', async () => {
    const { text } = await visitor.get('/');
    const href = /href="(\/assets\/page\.css[^"]*)"/.exec(text)?.[1]?.replaceAll('&#x3D;', '=') ?? '';
    const kept = await visitor.get(href);
    expect(kept.response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(kept.text).toContain('--color-primitive-light-blue-1000: #00428c');
    expect(kept.text).toContain('.field-error');
    const asked = await visitor.get('/assets/page.css');
    expect(asked.response.headers.get('cache-control')).toBe('public, no-cache');
    const again = await visitor.get('/assets/page.css', { 'if-none-match': asked.response.headers.get('etag') ?? '' });
    expect([again.status, again.text]).toEqual([304, '']);
    expect((await visitor.get('/assets/../package.json')).status).toBe(404);
    expect((await visitor.get('/assets/%2e%2e%2findex.js')).status).toBe(404);
  });

  test('HEAD answers like GET without a body, OPTIONS names the methods', async () => {
    const head = await visitor.ask('/', { method: 'HEAD' });
    expect([head.status, head.text]).toEqual([200, '']);
    const options = await visitor.ask('/notes', { method: 'OPTIONS' });
    expect([options.status, options.response.headers.get('allow')]).toEqual([204, 'POST, OPTIONS']);
    expect((await visitor.ask('/nowhere', { method: 'OPTIONS' })).status).toBe(404);
  });
});

test('a message after a form is shown once', async () => {
  const { text } = await visitor.get('/');
  const token = /name="_csrf" value="([^"]+)"/.exec(text)?.[1] ?? '';
  const answer = await visitor.post('/notes', { note: 'abc', colour: 'red', _csrf: token });
  expect([answer.status, answer.to]).toEqual([303, '/']);
  const next = await visitor.get('/');
  expect(next.text).toMatch(/role="status"[\s\S]*登録しました。/);
  expect(next.text).toContain('<p class="kept">abc</p>');
  expect((await visitor.get('/')).text).not.toContain('登録しました。');
});

describe('the request log', () => {
  test('has one line a request with the route and not the address', async () => {
    const { response } = await visitor.get('/numbers/0991234567?name=山田');
    const requests = desk.lines.map((line) => JSON.parse(line) as Record<string, unknown>).filter(({ msg }) => msg === 'request');
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({
      method: 'GET', route: '/numbers/:number', status: 200, correlationId: response.headers.get('x-correlation-id'),
    });
    expect(requests[0]?.['ms']).toEqual(expect.any(Number));
    expect(desk.lines.join('')).not.toMatch(/0991234567|%E5|山田/);
  });

  test('takes over a correlation id that is a UUID, and nothing else', async () => {
    const id = '0199c1f0-7a5e-7cc0-8000-0123456789ab';
    const taken = await visitor.get('/', { 'x-correlation-id': id });
    expect(taken.response.headers.get('x-correlation-id')).toBe(id);
    const made = await visitor.get('/', { 'x-correlation-id': 'yamada@example.com' });
    expect(made.response.headers.get('x-correlation-id')).toMatch(/^[0-9a-f-]{36}$/);
  });
});
