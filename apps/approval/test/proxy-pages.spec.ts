import { applicationFields } from '@todoke/application-form';
import type { Answer, Visitor } from '@todoke/testing';
import { type Running, staffed } from './running.js';
import { pharmacy, waiting } from './samples.js';

let service: Running;
let visitor: Visitor;

beforeAll(async () => {
  service = await staffed();
});

afterAll(() => service.stop());

beforeEach(async () => {
  await service.ask('TRUNCATE approval.reviews, approval.outbox CASCADE');
  visitor = await service.visitor('official-46');
  await visitor.get('/proxy-applications');
});

const { prefecture: _own, ...entered } = pharmacy;
const fields = (changes: Record<string, string> = {}): Record<string, string> =>
  Object.fromEntries(Object.entries({ ...entered, ...changes }).map(([name, value]) => [name, value ?? '']));
const requestIn = ({ html }: Answer) => /name="request" value="([^"]+)"/.exec(html)?.[1] ?? '';
const filed = () =>
  service.ask<{ number: string; items: Record<string, string> }>(
    'SELECT number, items FROM approval.reviews ORDER BY number',
  );

describe('代理申請 (R74)', () => {
  it('asks for the same 16 items, of which the prefecture is fixed', async () => {
    const { html } = await visitor.get('/proxy-applications');
    for (const { label } of Object.values(applicationFields)) expect(html).toContain(label);
    expect(html).toMatch(/<select id="field-prefecture"[^>]* disabled/);
    expect(html).toMatch(/<option value="46" selected>鹿児島県/);
  });

  it("has examples of the official's own prefecture, also after a refusal", async () => {
    for (const { main } of [
      await visitor.get('/proxy-applications'),
      await visitor.send('/proxy-applications', fields({ phone: '1' })),
    ]) {
      for (const example of ['例：8900064', '例：鹿児島市', '例：鴨池新町１丁目１番地', '例：0990000000', '例：46'])
        expect(main).toContain(example);
      expect(main).not.toMatch(/徳島市|7708570|万代町|例：03|例：36/);
    }
  });

  it('shows everything once more, then files it, approved', async () => {
    const shown = await visitor.send('/proxy-applications', fields());
    expect(shown.status).toBe(200);
    for (const word of ['サンプル薬局', '鹿児島県', '申請する', '申請情報を修正する'])
      expect(shown.html).toContain(word);
    expect(await filed()).toEqual([]);
    const done = await visitor.send('/proxy-applications/file', { ...fields(), request: requestIn(shown) });
    expect(done.html).toContain('代理申請を受け付け、承認済みとしました。');
    expect(done.html).toContain('承認済（事務局確認待ち）');
    expect(await filed()).toMatchObject([
      { number: expect.stringMatching(/^APF-5\d{7}$/), items: { email: pharmacy.email } },
    ]);
  });

  it('clicked twice is once', async () => {
    const shown = await visitor.send('/proxy-applications', fields());
    const send = () => visitor.send('/proxy-applications/file', { ...fields(), request: requestIn(shown) });
    const answers = await Promise.all([send(), send()]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(await filed()).toHaveLength(1);
  });

  it('goes back to the form with all values', async () => {
    const { html, status } = await visitor.send('/proxy-applications/edit', fields({ institutionName: '直した薬局' }));
    expect(status).toBe(200);
    expect(html).toContain('value="直した薬局"');
    expect(html).toContain(`value="${pharmacy.email}"`);
  });

  it('tells what is wrong, field by field, and keeps the rest', async () => {
    const { html, status } = await visitor.send('/proxy-applications', fields({ email: 'no address', phone: '099' }));
    expect(status).toBe(422);
    expect(html).toContain('href="#field-email"');
    expect(html).toContain('href="#field-phone"');
    expect(html).toContain('value="サンプル薬局"');
  });

  it("cannot be made for another prefecture's institution", async () => {
    const shown = await visitor.send('/proxy-applications', { ...fields(), prefecture: '36' });
    await visitor.send('/proxy-applications/file', {
      ...fields(),
      prefecture: '36',
      request: requestIn(shown),
    });
    expect((await filed()).map(({ items }) => items['prefecture'])).toEqual(['46']);
  });

  it('checks again what is filed: a tampered page files nothing', async () => {
    const shown = await visitor.send('/proxy-applications', fields());
    const tampered = await visitor.send('/proxy-applications/file', {
      ...fields({ institutionName: '' }),
      request: requestIn(shown),
    });
    expect(tampered.status).toBe(422);
    const unasked = await visitor.send('/proxy-applications/file', fields());
    expect(unasked.html).toContain('申請する');
    expect(await filed()).toEqual([]);
  });

  it('shows what may be there already', async () => {
    await service.open(waiting('APF-00000007'));
    const { html } = await visitor.send('/proxy-applications', fields());
    expect(html).toContain('<a href="/applications/APF-00000007">APF-00000007</a>');
  });
});

describe('住所を検索 at 代理申請 (R27, R74)', () => {
  const empty = { municipality: '', street: '' };
  const value = ({ html }: Answer, name: string) => new RegExp(`name="${name}"[^>]* value="([^"]*)"`).exec(html)?.[1];
  const lookUp = (changes: Record<string, string>, button = 'now') =>
    visitor.send('/proxy-applications', { ...fields(changes), 'look-up': button });

  it('fills what is empty, and keeps the rest of the form', async () => {
    const page = await lookUp({ ...empty, postalCode: '８９０－００６４' });
    expect([page.status, value(page, 'municipality'), value(page, 'street')]).toEqual([200, '鹿児島市', '鴨池新町']);
    expect(value(page, 'email')).toBe(pharmacy.email);
    expect(page.main).toContain('郵便番号から住所を入力しました。');
    expect(await filed()).toEqual([]);
  });

  it('offers what differs, and replaces it where that is pressed', async () => {
    const page = await lookUp({ postalCode: '8900064', municipality: '鹿屋市', street: '中央町1-2' });
    expect(value(page, 'municipality')).toBe('鹿屋市');
    const replaced = await visitor.submit(page, {}, '市区町村を「鹿児島市」に置き換える');
    expect([value(replaced, 'municipality'), value(replaced, 'street')]).toEqual(['鹿児島市', '中央町1-2']);
  });

  it("finds addresses of the official's own prefecture alone", async () => {
    const page = await lookUp({ ...empty, postalCode: '7708570' });
    expect([value(page, 'municipality'), value(page, 'street')]).toEqual(['', '']);
    expect(page.main).toContain('郵便番号は徳島県徳島市のもので、鹿児島県のものではありません。');
    expect(page.main).not.toContain('置き換える');
  });
});

it('代理申請 reads numbers as they are pasted: in any width, with hyphens and brackets (R25, R26, R74)', async () => {
  const pasted = {
    phone: '０９９（２８６）２７０７',
    departmentPhone: ' 099-286-2707 ',
    insuranceCode: '46-4010123-0',
    postalCode: '〒890-8577',
  };
  const shown = await visitor.send('/proxy-applications', fields(pasted));
  await visitor.send('/proxy-applications/file', { ...fields(pasted), request: requestIn(shown) });
  expect(await filed()).toMatchObject([
    {
      items: {
        phone: '0992862707',
        departmentPhone: '0992862707',
        insuranceCode: '4640101230',
        postalCode: '8908577',
      },
    },
  ]);
});
