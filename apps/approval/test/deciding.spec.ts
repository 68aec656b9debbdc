import { institutionChanged } from '@todoke/events';
import { type Answer, eventually, exampleEvent, type Visitor } from '@todoke/testing';
import { type Running, staffed } from './running.js';
import { clinic, later, pharmacy, waiting } from './samples.js';

const first = 'APF-00000001';
const second = 'APF-00000002';
const third = 'APF-00000003';

let service: Running;
let official: Visitor;

beforeAll(async () => {
  service = await staffed();
  official = await service.visitor('official-46');
});

afterAll(() => service.stop());

/** Received one after the other, an hour apart; none may be the same institution as another. */
const apart = (number: string, hours: number) => ({
  ...waiting(number, { ...clinic, institutionName: `第${hours}クリニック`, street: `中央町${hours}番`, insuranceCode: '' }),
  receivedAt: later(hours - 10),
});

beforeEach(async () => {
  await service.ask(
    `TRUNCATE approval.reviews, approval.history, approval.outbox, approval.institutions, approval.people,
       approval.shortcuts CASCADE`,
  );
  await service.open(apart(first, 1), apart(second, 2), apart(third, 3));
  await official.get(`/applications/${first}`);
});

const pathOf = (page: Answer): string => {
  const { pathname, search } = new URL(page.url);
  return pathname + search;
};
const states = async () =>
  Object.fromEntries(
    (
      await service.ask<{ number: string; state: string }>('SELECT number, state FROM approval.reviews ORDER BY 1')
    ).map(({ number, state }) => [number, state]),
  );
const announced = async () => (await service.ask('SELECT 1 FROM approval.outbox')).length;

describe('承認して次へ (R46)', () => {
  it('leads to the next application of the queue, says what was decided, and once more decides nothing', async () => {
    const page = await official.get(`/applications/${first}`);
    expect(page.main).toContain('3件中1件目');
    const next = await official.send(`/applications/${first}/approve`, { round: '1', queue: '', then: 'next' });
    expect(pathOf(next)).toBe(`/applications/${second}?after=${first}`);
    expect(next.main).toContain(`直前の申請： ${first}`);
    expect(next.main).toContain('承認しています。');
    expect(next.html).toContain(`action="/applications/${first}/undo"`);
    expect(next.main).toContain('2件中1件目');
    const again = await official.send(`/applications/${first}/approve`, { round: '1', queue: '', then: 'next' });
    expect(pathOf(again)).toBe(`/applications/${second}?after=${first}`);
    expect(await announced()).toBe(1);
  });

  it('stays in the pile, and after its last one leads to the list', async () => {
    const inPile = { round: '1', queue: '?pile=clean', then: 'next' };
    const next = await official.send(`/applications/${second}/approve`, inPile);
    expect(pathOf(next)).toBe(`/applications/${third}?pile=clean&after=${second}`);
    expect(next.main).toContain('そのまま承認できる：2件中2件目');
    // Round to the first where none follows.
    const round = await official.send(`/applications/${third}/approve`, inPile);
    expect(pathOf(round)).toBe(`/applications/${first}?pile=clean&after=${third}`);
    const last = await official.send(`/applications/${first}/approve`, inPile);
    expect(new URL(last.url).pathname).toBe('/');
    expect(last.main).toContain('承認しました。承認待ちの申請はほかにありません。');
  });

  it('offers あとで, which decides nothing', async () => {
    const page = await official.get(`/applications/${first}?pile=clean`);
    expect(page.html).toContain(`href="/applications/${second}?pile&#x3D;clean" data-key="n">あとで`);
    expect(await announced()).toBe(0);
  });
});

describe('却下して次へ (R64)', () => {
  it('leads on as well, and offers no undoing', async () => {
    const next = await official.send(`/applications/${first}/reject`, {
      reason: '機関名をご確認ください。',
      round: '1',
      queue: '',
      then: 'next',
    });
    expect(pathOf(next)).toBe(`/applications/${second}?after=${first}`);
    expect(next.main).toContain('却下しています。却下理由を申請者にメールでお知らせします。');
    expect(next.html).not.toContain(`action="/applications/${first}/undo"`);
  });

  it('adds frequent sentences to what is typed, each once, without deciding', async () => {
    const page = await official.get(`/applications/${first}`);
    expect(page.main).toContain('同じ機関の申請を先に受け付けていますので、そちらで手続きを進めます。');
    const one = await official.send(`/applications/${first}/reason`, { reason: '一行目', sentence: 'street-1' });
    expect(one.status).toBe(200);
    expect(one.html).toContain('一行目\n町名・番地は、番地まで入力してください。</textarea>');
    const reason = '一行目\n町名・番地は、番地まで入力してください。';
    const again = await official.send(`/applications/${first}/reason`, { reason, sentence: 'street-1' });
    expect(again.html).toContain(`${reason}</textarea>`);
    for (const sentence of ['nothing', '']) {
      const same = await official.send(`/applications/${first}/reason`, { reason, sentence });
      expect(same.html).toContain(`${reason}</textarea>`);
    }
    expect(await states()).toMatchObject({ [first]: 'waiting' });
  });

  it('says so where the mail cannot be shown now, and keeps what is typed', async () => {
    const page = await official.send(`/applications/${first}/reason`, { reason: '機関名', preview: '1' });
    expect(page.status).toBe(200);
    expect(page.main).toContain('ただいま確認できません。');
    expect(page.html).toContain('機関名</textarea>');
  });
});

describe('two officials at once', () => {
  it('the second reads who decided what and when, and keeps what was typed (R46, R158)', async () => {
    await service.ask(
      `INSERT INTO approval.people (id, version, role, prefecture, name, active)
       VALUES ('official-46', 1, 'prefecture', '46', '鹿児島 花子', true)`,
    );
    const colleague = await service.visitor('colleague-46');
    await colleague.get(`/applications/${first}`);
    await official.send(`/applications/${first}/approve`, { round: '1' });
    const late = await colleague.send(`/applications/${first}/reject`, { reason: '番地をご確認ください。', round: '1' });
    expect(late.status).toBe(409);
    expect(late.main).toContain('この操作は行われませんでした');
    expect(late.main).toContain('鹿児島 花子が2026年11月20日 11:00に承認しています。');
    expect(late.html).toContain('番地をご確認ください。</textarea>');
    const approving = await colleague.send(`/applications/${first}/approve`, { round: '1' });
    expect(approving.status).toBe(409);
    expect(await announced()).toBe(1);
  });
});

describe('what stands beside the items', () => {
  it('is what is doubtful about each, and what the register and another application say differently (R26, R162)', async () => {
    const items = { ...pharmacy, insuranceCode: '4640101231' };
    await service.nats.publishAs(
      exampleEvent(institutionChanged, {
        data: {
          institution: 'i-1',
          name: '旧サンプル薬局',
          prefecture: '46',
          municipality: '鹿児島市',
          street: '鴨池新町１０番１号',
          location: '鹿児島県鹿児島市鴨池新町１０番１号',
          insuranceCode: '4640101231',
          institutionCode: undefined,
          hasAccount: true,
        },
      }),
    );
    await eventually(async () =>
      expect(await service.ask('SELECT 1 FROM approval.institutions')).toHaveLength(1),
    );
    await service.open(waiting('APF-00000004', items), waiting('APF-00000005', { ...items, email: 'other@example.jp' }));
    const { main } = await official.get('/applications/APF-00000004');
    expect(main).toMatch(/保険機関コード 4640101231 !\s?保険機関コードの最後の桁（検証番号）が、ほかの桁と合いません。/);
    expect(main).toContain('台帳：旧サンプル薬局 （異なります）');
    expect(main).toContain('APF-00000005：other@example.jp （異なります）');
    expect(main).toContain('アカウントあり');
    expect(main).toContain('異なる項目：機関名');
    expect(main).toContain('異なる項目：メールアドレス');
    expect(main).not.toContain('台帳：鴨池新町１０番１号');
  });
});

describe('一括承認 (R46)', () => {
  const boxes = (page: Answer) => [...page.html.matchAll(/name="chosen" value="([^"]+)"[^>]*checked/g)].map(([, box]) => box);

  it('shows what can be approved as it is, approves what is ticked, and says what became of each, however often', async () => {
    await service.open(waiting('APF-00000004', { ...pharmacy, insuranceCode: '3641234567' }));
    const page = await official.get('/bulk-approval');
    expect(boxes(page)).toEqual([`${first}.1`, `${second}.1`, `${third}.1`]);
    const chosen: [string, string][] = [
      ['chosen', `${first}.1`],
      ['chosen', `${third}.1`],
      ['queue', ''],
    ];
    for (const time of [1, 2]) {
      const result = await official.send('/bulk-approval', chosen);
      expect({ time, status: result.status }).toEqual({ time, status: 200 });
      expect(result.main).toContain('2件のうち2件を承認しました。');
    }
    expect(await states()).toEqual({
      [first]: 'approved',
      [second]: 'waiting',
      [third]: 'approved',
      'APF-00000004': 'waiting',
    });
    expect(await announced()).toBe(2);
  });

  it('goes on where one is refused, and says why (R158)', async () => {
    await service.open(waiting('APF-00000009', { ...pharmacy, prefecture: '36', municipality: '徳島市' }));
    const colleague = await service.visitor('colleague-46');
    await colleague.get(`/applications/${second}`);
    await colleague.send(`/applications/${second}/approve`);
    const result = await official.send('/bulk-approval', [
      ['chosen', 'APF-00000009.1'],
      ['chosen', `${second}.1`],
      ['chosen', `${first}.1`],
    ]);
    expect(result.main).toContain('3件のうち1件を承認しました。');
    expect(result.main).toContain('この申請番号の申請は見つかりません。');
    expect(result.main).toContain('すでに承認または却下されています。');
    expect(await states()).toMatchObject({ [first]: 'approved', 'APF-00000009': 'waiting' });
  });

  it('wants at least one, reads nothing else, and is not for those who do not decide (R158)', async () => {
    for (const chosen of ['', 'nonsense', 'APF-00000001.0']) {
      const answer = await official.send('/bulk-approval', { chosen });
      expect(answer.status).toBe(422);
    }
    expect(await announced()).toBe(0);
    for (const sub of ['secretariat', 'institution', 'reader']) {
      const visitor = await service.visitor(sub);
      expect((await visitor.get('/bulk-approval')).status).toBe(403);
    }
  });
});

describe('single keys (WCAG 2.1.4)', () => {
  it('are switched off and on by each person for good', async () => {
    expect((await official.get(`/applications/${first}`)).html).toContain('data-keys');
    for (const time of [1, 2]) {
      const off = await official.send('/shortcuts', { keys: 'off', number: first, queue: '?pile=clean' });
      expect({ time, at: pathOf(off) }).toEqual({ time, at: `/applications/${first}?pile=clean` });
      expect(off.html).not.toContain('data-keys');
    }
    const colleague = await service.visitor('colleague-46');
    expect((await colleague.get(`/applications/${first}`)).html).toContain('data-keys');
    expect((await official.send('/shortcuts', { keys: 'on' })).status).toBe(200);
    expect((await official.get(`/applications/${first}`)).html).toContain('data-keys');
  });
});
