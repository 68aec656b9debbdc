import { checkDigitOf } from '@todoke/japan';
import { applicationNumber } from '@todoke/lifecycle';
import { type Answer, eventually, type Visitor } from '@todoke/testing';
import { noteViewer } from '../src/reviews/persistence/viewers.js';
import { type Running, staffed } from './running.js';
import { clinic, colleague as colleagueAtWork, kagoshima, later, pharmacy, tokushima, waiting } from './samples.js';

let service: Running;
let official: Visitor;

beforeAll(async () => {
  service = await staffed();
});
afterAll(() => service.stop());

const codeOf = (payload: string): string => payload + checkDigitOf(payload);
const sound = { ...pharmacy, insuranceCode: codeOf('464000001') };
const tokushimaItems = {
  ...sound,
  prefecture: '36' as const,
  municipality: '徳島市',
  insuranceCode: codeOf('364000005'),
};

beforeEach(async () => {
  await service.ask('TRUNCATE approval.reviews, approval.people CASCADE');
  const applications = [
    { at: 1, items: sound },
    { at: 2, items: { ...clinic, insuranceCode: codeOf('461000002'), phone: '0992000002' } },
    {
      at: 3,
      items: { ...clinic, institutionName: '医療法人社団 斎藤クリニック', institutionCode: 'AB12', insuranceCode: '' },
    },
    { at: 4, items: { ...sound, institutionName: 'サンプル第四薬局', insuranceCode: codeOf('464000001') } },
    { at: 5, items: tokushimaItems },
  ];
  for (const { at, items } of applications.toReversed()) {
    await service.open({ ...waiting(applicationNumber(at), items), receivedAt: later(at) });
  }
  await service.ask(
    `UPDATE approval.reviews SET state = 'rejected', decided_by = 'x', decided_at = received_at,
       rejection_reason = 'x', pile = NULL WHERE number = $1`,
    [applicationNumber(2)],
  );
  await service.ask(
    `INSERT INTO approval.people (id, version, role, prefecture, area, name, active) VALUES
       ('official-46', 1, 'prefecture', '46', '{}', '山田', true),
       ('colleague-46', 1, 'prefecture', '46', '{}', '佐藤', true)`,
  );
  await eventually(async () =>
    expect(await service.ask("SELECT 1 FROM approval.reviews WHERE pile = 'duplicate'")).toHaveLength(2),
  );
  official = await service.visitor('official-46');
});

/** The numbers in the rows of a list, in their order, without their zeros. */
const numbersOn = ({ html }: Answer): number[] =>
  [...html.matchAll(/<th scope="row"><a [^>]*>APF-(\d{8})</g)].map(([, number]) => Number(number));

/** The tabs above the list, with their counts; the one that is shown in brackets. */
const tabsOn = ({ html }: Answer): string[] =>
  [...(/<nav class="tabs"[\s\S]*?<\/nav>/.exec(html)?.[0] ?? '').matchAll(/<a ([^>]*)>([\s\S]*?)<\/a>/g)].map(
    ([, attributes = '', text = '']) => {
      const words = text.replaceAll(/<[^>]*>|件/g, '').trim();
      return attributes.includes('aria-current') ? `[${words}]` : words;
    },
  );

const search = (text: string): string => `/?q=${encodeURIComponent(text)}`;

describe('申請一覧 opens on what waits', () => {
  it('oldest first, in piles with counts (R46, R66)', async () => {
    const page = await official.get('/');
    expect(numbersOn(page)).toEqual([1, 3, 4]);
    expect(tabsOn(page)).toEqual([
      '[承認待ち 3]',
      'そのまま承認できる 1',
      '確認が必要 0',
      '重複の可能性 2',
      '不達・ご案内が必要 0',
      'すべて 4',
    ]);
    expect(page.main).toContain('該当する申請：3件');
  });

  it('and leads through a pile, which its links carry', async () => {
    const page = await official.get('/?pile=duplicate');
    expect(numbersOn(page)).toEqual([1, 4]);
    expect(page.html).toContain('href="/applications/APF-00000001?pile&#x3D;duplicate"');
    expect(page.main).toContain('重複の可能性');
    expect((await official.get('/?pile=all')).html).toContain('href="/applications/APF-00000002"');
  });

  it('of the own prefecture, of all for the secretariat (R158)', async () => {
    expect(tabsOn(await (await service.visitor('official-36')).get('/'))[0]).toBe('[承認待ち 1]');
    const national = await (await service.visitor('secretariat')).get('/');
    expect(tabsOn(national)[0]).toBe('[承認待ち 4]');
    expect(numbersOn(national)).toEqual([1, 3, 4, 5]);
    const centre = await (await service.visitor('centre-46')).get('/');
    expect(tabsOn(centre)[0]).toBe('[承認待ち 2]');
    expect(numbersOn(centre)).toEqual([1, 4]);
  });

  it('and shows a state that does not wait, whatever pile was shown before', async () => {
    expect(numbersOn(await official.get('/?pile=clean&state=rejected'))).toEqual([2]);
    expect(numbersOn(await official.get('/?state=rejected'))).toEqual([2]);
  });

  it('with marks at 14 and at 21 days, by which it can be filtered (R51, R66)', async () => {
    service.clock.set(later(15 * 24));
    const afterTwoWeeks = await official.get('/');
    expect(afterTwoWeeks.html).toContain('status-warning">15日（14日超）');
    expect(numbersOn(await official.get('/?pile=waiting&age=14'))).toEqual([1, 3, 4]);
    expect(numbersOn(await official.get('/?pile=waiting&age=21'))).toEqual([]);
    service.clock.set(later(22 * 24));
    expect((await official.get('/?pile=waiting')).html).toContain('status-danger">22日（21日超）');
    expect(numbersOn(await official.get('/?pile=waiting&age=21'))).toEqual([1, 3, 4]);
    service.clock.set(later(1));
  });

  it('says which filters are set, each with a way to take it away', async () => {
    const page = await official.get('/?pile=waiting&type=pharmacy&from=2026-11-20');
    const chips = [...page.html.matchAll(/<a class="chip" href="([^"]*)">([^<]*)</g)];
    expect(
      chips.map(([, href = '', label]) => [label, href.replaceAll('&amp;', '&').replaceAll('&#x3D;', '=')]),
    ).toEqual([
      ['機関区分：薬局', '/?pile=waiting&from=2026-11-20'],
      ['受付日（から）：2026年11月20日', '/?pile=waiting&type=pharmacy'],
    ]);
    expect(page.html).toContain('<a href="/?pile&#x3D;waiting">条件をすべて外す</a>');
  });
});

describe('the search looks through all states', () => {
  it.each([
    ['a number', 'APF-00000002', [2]],
    ['a number in full width', 'ＡＰＦ－００００００００2', []],
    ['a number as it is pasted', '申請番号：apf 0000 0002', [2]],
    ['the digits of a number', '2', [2]],
    ['a name', 'サンプル', [1, 4]],
    ['a name in half width', 'ｻﾝﾌﾟﾙ第四', [4]],
    ['a name in another spelling', '齊藤ｸﾘﾆﾂｸ', [3]],
    ['a name with old characters', '高崎', [2]],
    ['one character', '四', [4]],
    ['機関コード', 'ab12', [3]],
    ['保険機関コード', codeOf('461000002'), [2]],
    ['a telephone number', '099-200-0002', [2]],
    ['what is not there', 'ない薬局', []],
    ['the name of another prefecture’s', tokushimaItems.insuranceCode, []],
    ['signs of LIKE', '%', []],
  ])('by %s: %s', async (_what, text, numbers) => {
    const page = await official.get(search(text));
    expect(page.status).toBe(200);
    expect(numbersOn(page)).toEqual(numbers);
  });

  it('and goes on within a pile where one is chosen', async () => {
    const page = await official.get(`${search('サンプル')}&pile=clean`);
    expect(numbersOn(page)).toEqual([]);
    expect(tabsOn(await official.get(search('サンプル'))).at(-1)).toBe('[すべて 4]');
  });
});

describe('申請一覧 is remembered', () => {
  it('as its reader left it, without what was searched for', async () => {
    await official.get('/?pile=clean&type=pharmacy');
    const again = await official.get('/');
    expect(new URL(again.url).search).toBe('?pile=clean&type=pharmacy');
    await official.get(`${search('サンプル')}&pile=duplicate`);
    expect(new URL((await official.get('/')).url).search).toBe('?pile=duplicate');
    await official.get('/?pile=waiting');
    expect(tabsOn(await official.get('/'))[0]).toBe('[承認待ち 3]');
  });

  it('of nobody else who uses the browser', async () => {
    await official.get('/?pile=all');
    const colleague = await service.visitor('colleague-46');
    colleague.setCookie('approval_list_applications', official.cookie('approval_list_applications') ?? '');
    expect(tabsOn(await colleague.get('/'))[0]).toBe('[承認待ち 3]');
  });
});

it('the list names who has an application open, within the prefecture, for some minutes', async () => {
  const number = applicationNumber(1);
  const now = service.clock.now();
  await service.databases.forOfficial(colleagueAtWork, (tx) => noteViewer(tx, number, colleagueAtWork.sub, now));
  await service.databases.forOfficial(kagoshima, (tx) => noteViewer(tx, number, kagoshima.sub, now));
  const page = await official.get('/');
  expect(page.main).toContain('佐藤さんが表示中');
  expect(page.main).not.toContain('山田さんが表示中');
  expect((await (await service.visitor('secretariat')).get('/')).main).toContain('都道府県の担当者が表示中');
  service.clock.set(later(1 + 6 / 60));
  expect((await official.get('/')).main).not.toContain('表示中');
  service.clock.set(later(1));
  const elsewhere = service.databases.forOfficial(tokushima, (tx) => noteViewer(tx, number, tokushima.sub, now));
  await expect(elsewhere).rejects.toThrow(/row-level security/);
});
