import type { Answer } from '@todoke/testing';
import { type Running, staffed } from './running.js';
import { clinic, friday, later, pharmacy, waiting } from './samples.js';

const number = 'APF-00000001';
const path = `/applications/${number}`;
const inTokushima = { ...pharmacy, prefecture: '36' as const, municipality: '徳島市', email: 't@example.jp' };

let service: Running;

beforeAll(async () => {
  service = await staffed();
});

afterAll(() => service.stop());

beforeEach(async () => {
  await service.ask('TRUNCATE approval.reviews, approval.history, approval.mails, approval.outbox CASCADE');
  await service.ask('TRUNCATE approval.audit');
  await service.open(waiting(number), waiting('APF-00000002', clinic), waiting('APF-00000003', inTokushima));
});

const title = (page: Answer) => page.title.split('｜')[0];
const stateOf = async (of = number) =>
  (await service.ask<{ state: string }>('SELECT state FROM approval.reviews WHERE number = $1', [of]))[0]?.state;

describe('申請一覧', () => {
  it('shows the applications of the own prefecture, each number a link', async () => {
    const { status, html } = await (await service.visitor('official-46')).get('/');
    expect(status).toBe(200);
    expect(html).toContain(`<a href="${path}">${number}</a>`);
    for (const word of [
      'サンプル薬局',
      '薬局',
      '2026年11月20日',
      '申請済（承認待ち）',
      '0日',
      '鹿児島県',
      '髙﨑クリニック',
    ]) {
      expect(html).toContain(word);
    }
    expect(html).not.toContain('APF-00000003');
  });

  it.each([
    ['state=waiting', ['APF-00000001', 'APF-00000002']],
    ['state=issued', []],
    ['type=clinic', ['APF-00000002']],
    ['from=2026-11-20&to=2026-11-20', ['APF-00000001', 'APF-00000002']],
    ['from=2026-11-21', []],
    ['to=2026-11-19', []],
    ['order=oldest', ['APF-00000001', 'APF-00000002']],
  ])('filters by %s', async (query, numbers) => {
    const { status, html } = await (await service.visitor('official-46')).get(`/?${query}`);
    expect(status).toBe(200);
    expect([...new Set(html.match(/APF-\d{8}/g) ?? [])].sort()).toEqual(numbers);
  });

  it('tells a wrong date beside its field and in the summary', async () => {
    const answer = await (await service.visitor('official-46')).get('/?from=2026-02-31');
    expect(answer.status).toBe(422);
    expect(title(answer)).toBe('エラー：申請一覧');
    expect(answer.html).toContain('<a href="#field-from">日付を正しく入力してください。</a>');
  });

  it('pages through more than one page, and keeps the filters', async () => {
    const many = Array.from({ length: 60 }, (_, i) => waiting(`APF-0001${String(i).padStart(4, '0')}`));
    await service.open(...many);
    const visitor = await service.visitor('official-46');
    const shown = (page: Answer) => [...new Set(page.html.match(/APF-\d{8}(?=<)/g))];
    const first = await visitor.get('/?state=waiting');
    expect(shown(first)).toHaveLength(50);
    expect(first.main).toContain('該当する申請：62件');
    const next = /<a href="([^"]*)" rel="next">次へ/.exec(first.html)?.[1]?.replaceAll('&#x3D;', '=') ?? '';
    expect(next).toMatch(/^\/\?state=waiting&amp;after=/);
    const second = await visitor.get(next.replaceAll('&amp;', '&'));
    expect(shown(second)).toHaveLength(12);
    expect(new Set([...shown(first), ...shown(second)]).size).toBe(62);
    expect(second.html).toContain('rel="prev">前へ');
    expect(second.html).not.toContain('rel="next"');
  });

  it('shows the first page at an address of before, which had the number of a page', async () => {
    const { status, html } = await (await service.visitor('official-46')).get('/?state=waiting&page=2');
    expect(status).toBe(200);
    expect(html).toContain('APF-00000001');
  });

  it.each([
    ['official-46', ['APF-00000001', 'APF-00000002']],
    ['official-36', ['APF-00000003']],
    ['secretariat', ['APF-00000001', 'APF-00000002', 'APF-00000003']],
  ])('is exported with the rows that %s may see, and audited (R147, R158, R168)', async (sub, numbers) => {
    const visitor = await service.visitor(sub);
    await visitor.get('/export');
    const { bytes, headers } = await visitor.send('/export', { view: 'details', format: 'csv', encoding: 'cp932' });
    const [heading, ...lines] = new TextDecoder('windows-31j').decode(bytes).split('\r\n').slice(0, -1);
    expect(headers.get('content-type')).toBe('text/csv; charset=windows-31j');
    expect(heading).toMatch(
      /^申請番号,機関名,機関区分,(都道府県,)?受付日,状態,注意点,申請からの日数,この段階での日数(,担当)?$/,
    );
    expect(lines.map((line) => line.split(',')[0])).toEqual(numbers);
    expect(lines[0]).toMatch(/,2026-11-20,申請済（承認待ち）,検証番号,0,0(,なし)?$/);
    const entries = await service.ask('SELECT actor, subject, detail FROM approval.audit ORDER BY id DESC LIMIT 1');
    const detail = { encoding: 'cp932', rows: numbers.length, whole: true };
    expect(entries).toEqual([{ actor: sub, subject: 'applications', detail }]);
  });

  it('marks what has waited for more than 14 days (R66)', async () => {
    service.clock.set(later(15 * 24));
    const { html } = await (await service.visitor('official-46')).get('/');
    service.clock.set(later(1));
    expect(html).toContain('15日（14日超）');
  });
});

describe('one application', () => {
  it('shows all items, history, mails and the buttons (R81, R161)', async () => {
    await service.ask(
      `INSERT INTO approval.mails (id, version, number, mail, state, reason, at)
       VALUES ('m', 1, $1, 'M2', 'bounced', 'mailbox-full', $2)`,
      [number, friday],
    );
    const answer = await (await service.visitor('official-46')).get(path);
    expect(answer.status).toBe(200);
    expect(title(answer)).toBe(`申請 ${number}`);
    expect(answer.h1).toBe('サンプル薬局');
    const expected = [
      '機関名',
      '機関コード',
      '（入力なし）',
      '1：保険機関コードもしくは助産所コードを持っている',
      '0992862707',
      '4640101230',
      '8908577',
      '鹿児島県',
      '鹿児島市',
      '鴨池新町１０番１号',
      'サンプルビル１階',
      '薬剤部',
      '山田',
      '太郎',
      'yakkyoku@example.jp',
      '申請受付',
      'ユーザ登録申請完了メール',
      '不達',
      '宛先のメールボックスの容量が不足しています',
      '重複の可能性',
      '承認する',
      '却下する',
      '却下理由',
    ];
    for (const word of expected) expect(answer.html).toContain(word);
  });

  it('warns of a check digit that does not fit, and does not block (R26)', async () => {
    await service.open(waiting('APF-00000004', { ...pharmacy, insuranceCode: '3641234567', street: '中央町１番' }));
    const visitor = await service.visitor('official-46');
    const { html } = await visitor.get('/applications/APF-00000004');
    expect(html).toContain('保険機関コードの最後の桁（検証番号）が、ほかの桁と合いません。');
    expect(html).toContain('保険機関コードの先頭2桁が、鹿児島県の番号（46）と異なります。');
    await visitor.send('/applications/APF-00000004/approve');
    expect(await stateOf('APF-00000004')).toBe('approved');
  });

  it('names possible duplicates and lets the official go on (R162)', async () => {
    await service.open(waiting('APF-00000005'));
    const { html } = await (await service.visitor('official-46')).get('/applications/APF-00000005');
    expect(html).toContain(`<a href="${path}">${number}</a>`);
    expect(html).toContain('保険機関コードが同じ');
    expect(html).toContain('承認する');
  });

  it('escapes what applicants wrote', async () => {
    await service.open(waiting('APF-00000006', { ...pharmacy, institutionName: '<img src=x onerror=alert(1)>"薬局' }));
    const { html } = await (await service.visitor('official-46')).get('/applications/APF-00000006');
    expect(html).not.toContain('<img');
    expect(html).toContain('&lt;img');
  });
});

describe('承認する', () => {
  it('approves, says so, and takes the buttons away', async () => {
    const visitor = await service.visitor('official-46');
    await visitor.get(path);
    const answer = await visitor.send(`${path}/approve`);
    expect(new URL(answer.url).pathname).toBe(path);
    expect(answer.html).toContain('承認しました。');
    expect(answer.html).toContain('承認済（事務局確認待ち）');
    expect(answer.html).not.toContain('承認する');
    expect(await stateOf()).toBe('approved');
  });

  it('clicked twice is once', async () => {
    const visitor = await service.visitor('official-46');
    await visitor.get(path);
    const answers = await Promise.all([visitor.send(`${path}/approve`), visitor.send(`${path}/approve`)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(await service.ask('SELECT id FROM approval.outbox')).toHaveLength(1);
  });

  it('after a colleague decided is a clear 409, and changes nothing', async () => {
    const [one, other] = [await service.visitor('official-46'), await service.visitor('colleague-46')];
    await one.get(path);
    await other.get(path);
    await one.send(`${path}/reject`, { reason: '機関コードをご確認ください。' });
    const answer = await other.send(`${path}/approve`);
    expect(answer.status).toBe(409);
    expect(answer.html).toContain('この申請は、すでに承認または却下されています。');
    expect(await stateOf()).toBe('rejected');
  });

  it('needs the page’s token', async () => {
    const visitor = await service.visitor('official-46');
    await visitor.get(path);
    expect((await visitor.send(`${path}/approve`, { _csrf: 'forged' })).status).toBe(403);
    expect(await stateOf()).toBe('waiting');
  });
});

describe('却下する (R64)', () => {
  it('without a reason shows the application again, with the error', async () => {
    const visitor = await service.visitor('official-46');
    await visitor.get(path);
    const answer = await visitor.send(`${path}/reject`, { reason: '　\n' });
    expect(answer.status).toBe(422);
    expect(answer.html).toContain('<a href="#field-reason">却下理由を入力してください。</a>');
    expect(answer.html).toContain('サンプル薬局');
    expect(await stateOf()).toBe('waiting');
  });

  it('keeps a reason that is too long in the field', async () => {
    const visitor = await service.visitor('official-46');
    await visitor.get(path);
    const answer = await visitor.send(`${path}/reject`, { reason: `${'長'.repeat(1000)}末尾` });
    expect(answer.status).toBe(422);
    expect(answer.html).toContain(
      '却下理由は1000文字以内で入力してください。いまは1002文字で、2文字多くなっています。',
    );
    expect(answer.html).toContain('長末尾</textarea>');
  });

  it('rejects with the reason as it was written', async () => {
    const visitor = await service.visitor('official-46');
    await visitor.get(path);
    const answer = await visitor.send(`${path}/reject`, { reason: '  機関コードを\r\nご確認ください。 ' });
    expect(answer.status).toBe(200);
    expect(answer.html).toContain('却下しました。');
    expect(await service.ask('SELECT rejection_reason FROM approval.reviews WHERE number = $1', [number])).toEqual([
      { rejection_reason: '機関コードを\nご確認ください。' },
    ]);
    const [told] = await service.ask<{ reason: string }>(
      "SELECT envelope->'data'->>'reason' AS reason FROM approval.outbox",
    );
    expect(told?.reason).toBe('機関コードを\nご確認ください。');
  });

  it('stores and tells the reason as it is shown, without marks that turn it', async () => {
    const visitor = await service.visitor('official-46');
    await visitor.get(path);
    await visitor.send(`${path}/reject`, { reason: '\u202E機関コードを\u2066⻑⾕川\u2069薬局に\u200B直す\u202C' });
    const [told] = await service.ask<{ reason: string }>(
      "SELECT envelope->'data'->>'reason' AS reason FROM approval.outbox",
    );
    expect(told?.reason).toBe('機関コードを長谷川薬局に直す');
  });

  it.each([
    ['heaped marks', '却\u0335\u0316\u0321\u0360下します', '「却」に重ねた記号（U+'],
    ['emoji', 'ご確認ください🙏', '絵文字は使えません。「🙏」を消してください。'],
    ['外字, which only its author sees', '\uE38B田さま', '外字（U+E38B）'],
    ['hidden annotations', '機関\uFFF9コード\uFFFB', 'U+FFF9'],
  ])('refuses %s in a reason, names the character and keeps what was written', async (_what, reason, named) => {
    const visitor = await service.visitor('official-46');
    await visitor.get(path);
    const answer = await visitor.send(`${path}/reject`, { reason });
    expect(answer.status).toBe(422);
    expect(answer.main).toContain('却下理由に');
    expect(answer.main).toContain(named);
    expect(answer.html).toContain(`${reason}</textarea>`);
    expect(await stateOf()).toBe('waiting');
  });
});

describe('an application number as it is typed in an address', () => {
  it.each(['apf-00000001', 'ＡＰＦ－０００００００１', 'APF00000001', ' APF‐0000 0001\u200B'])(
    '%j leads to the application',
    async (typed) => {
      const visitor = await service.visitor('official-46');
      const answer = await visitor.get(`/applications/${encodeURIComponent(typed)}`);
      expect(answer.status).toBe(200);
      expect(title(answer)).toBe(`申請 ${number}`);
      await visitor.send(`/applications/${encodeURIComponent(typed)}/approve`);
      expect(await stateOf()).toBe('approved');
    },
  );
});

describe('who gets in (R158)', () => {
  const matrix: [string, Record<string, number>][] = [
    ['official-46', { '/': 200, [path]: 200, '/applications/APF-00000003': 404, '/proxy-applications': 200 }],
    ['official-36', { '/': 200, [path]: 404, '/applications/APF-00000003': 200, '/proxy-applications': 200 }],
    ['centre-46', { '/': 200, [path]: 200, '/applications/APF-00000003': 404, '/proxy-applications': 403 }],
    ['other-centre-46', { '/': 200, [path]: 404, '/proxy-applications': 403 }],
    ['secretariat', { '/': 200, [path]: 200, '/applications/APF-00000003': 200, '/proxy-applications': 403 }],
    ['reader', { '/': 403, [path]: 403, '/proxy-applications': 403 }],
    ['institution', { '/': 403, [path]: 403, '/proxy-applications': 403 }],
    ['ops', { '/': 403, [path]: 403, '/proxy-applications': 403 }],
  ];

  it.each(matrix)('%s, looking', async (sub, expected) => {
    const visitor = await service.visitor(sub);
    const found: Record<string, number> = {};
    for (const page of Object.keys(expected)) found[page] = (await visitor.get(page)).status;
    expect(found).toEqual(expected);
  });

  it.each([
    ['official-36', 404],
    ['other-centre-46', 404],
    ['secretariat', 403],
    ['reader', 403],
    ['institution', 403],
    ['ops', 403],
  ])('%s, deciding', async (sub, status) => {
    const visitor = await service.visitor(sub);
    // A page with a CSRF token of the session; error pages have one in the form for signing out.
    await visitor.get('/');
    expect((await visitor.send(`${path}/approve`)).status).toBe(status);
    expect((await visitor.send(`${path}/reject`, { reason: '理由' })).status).toBe(status);
    expect(await stateOf()).toBe('waiting');
  });

  it('a health centre decides on the pharmacies of its area, on clinics the prefecture does (R46)', async () => {
    const visitor = await service.visitor('centre-46');
    expect((await visitor.get('/applications/APF-00000002')).html).toContain('管轄の都道府県が行います');
    expect((await visitor.send('/applications/APF-00000002/approve')).status).toBe(403);
    await visitor.get(path);
    expect((await visitor.send(`${path}/approve`)).status).toBe(200);
    expect([await stateOf(), await stateOf('APF-00000002')]).toEqual(['approved', 'waiting']);
  });

  it('nobody: is sent to sign in and comes back', async () => {
    const visitor = await service.visitor();
    const sent = await visitor.once(path);
    expect([sent.status, sent.headers.get('location')]).toEqual([303, `/sign-in?to=${encodeURIComponent(path)}`]);
    expect((await visitor.once(`${path}/approve`, { method: 'POST' })).status).toBeGreaterThanOrEqual(401);
    expect(await stateOf()).toBe('waiting');
  });

  it('what is not there looks the same as what is not yours', async () => {
    const visitor = await service.visitor('official-46');
    const pages = [];
    for (const unknown of [
      'APF-00000003',
      'APF-99999999',
      'APF-1',
      'apf-00000003',
      'x',
      '%00',
      '../..',
      "APF-00000001'--",
    ]) {
      const answer = await visitor.get(`/applications/${encodeURIComponent(unknown)}`);
      pages.push([answer.status, answer.h1, /<main[\s\S]*<\/main>/.exec(answer.html)?.[0].replaceAll(/\s+/g, ' ')]);
    }
    expect(new Set(pages.map((page) => JSON.stringify(page))).size).toBe(1);
    expect(pages[0]?.[0]).toBe(404);
  });
});
