import type { Answer } from '@todoke/testing';
import { november, type Running, staffed } from './running.js';
import { answered, dailyAnswer, hospitals, today, yesterday } from './surveyed.js';

let service: Running;

beforeAll(async () => {
  service = await staffed();
  await hospitals(service);
});

afterAll(() => service.stop());

beforeEach(() => service.clock.set(november));

const see = async (sub: string, path: string): Promise<Answer> => (await service.visitor(sub)).get(path);

/** The figures of the row of a table that begins with a heading. */
const figures = ({ html }: Answer, heading: string): number[] => {
  const row = [...html.matchAll(/<tr><th scope="row">(.*?)<\/tr>/gs)].find(([, text = '']) =>
    text
      .replace(/<[^>]*>/g, ' ')
      .trim()
      .startsWith(heading),
  );
  return (row?.[1] ?? '')
    .split('<td')
    .slice(1)
    .map((cell) => Number(/>(?:<a[^>]*>)?([\d,]+)/.exec(cell)?.[1]?.replace(',', '')));
};

/** How many rows a list says that it has. */
const listed = ({ main }: Answer): number => Number(/：([\d,]+)件/.exec(main)?.[1]?.replace(',', ''));

/** Where the titles of a list lead: the details. */
const titlesIn = ({ html }: Answer): string[] =>
  [...html.matchAll(/href="(\/surveys\/daily\/[^"]+)">2026年/g)].map(([, path = '']) => path).sort();

const owed = [
  ['official-46', 6, 2],
  ['official-36', 1, 1],
  ['centre-46', 3, 1],
  ['other-centre-46', 2, 1],
  ['reader', 3, 1],
  ['secretariat', 7, 3],
] as const;

describe('当日の日次調査回答状況', () => {
  it.each(owed)('%s finds the same counts on every level (R137)', async (sub, owing, done) => {
    const missing = owing - done;
    const home = await see(sub, '/');
    expect(home.html).toContain('<h2>当日の日次調査回答状況</h2>');
    expect(figures(home, '合計').slice(0, 3)).toEqual([owing, done, missing]);
    expect(home.html).toContain('href="/charts/daily"');
    const chart = await see(sub, '/charts/daily');
    expect([chart.status, chart.h1]).toEqual([200, '当日の日次調査回答状況']);
    expect(figures(chart, '合計').slice(0, 3)).toEqual([owing, done, missing]);
    expect(chart.html).toContain('href="/tables/daily-answers">レポートの表示</a>');
    const table = await see(sub, '/tables/daily-answers');
    expect(listed(table)).toBe(owing);
    expect(listed(await see(sub, '/tables/daily-answers?answered=no'))).toBe(missing);
    expect(titlesIn(table)).toHaveLength(owing);
    const round = await see(sub, '/surveys/daily');
    expect(titlesIn(round)).toEqual(titlesIn(table));
    expect(round.main).toContain(`対象 ${owing} 回答済 ${done} 未回答 ${missing}`);
    expect(listed(round)).toBe(owing);
    expect(listed(await see(sub, '/surveys/daily?answered=yes'))).toBe(done);
    expect(listed(await see(sub, '/surveys/daily?answered=no'))).toBe(missing);
    expect((await see(sub, '/surveys')).main).toContain(`回答済 ${done}／${owing}`);
    const details = await Promise.all(titlesIn(table).map((path) => see(sub, path)));
    expect(details.map(({ status, h1 }) => [status, h1])).toEqual(details.map(() => [200, '日次調査']));
    expect(details.filter(({ main }) => main.includes('未回答'))).toHaveLength(missing);
  });

  it('is counted by 二次医療圏, each leading to the list of its institutions (R137)', async () => {
    const chart = await see('official-46', '/charts/daily');
    expect(figures(chart, '鹿児島').slice(0, 3)).toEqual([3, 1, 2]);
    expect(figures(chart, '肝属').slice(0, 3)).toEqual([2, 1, 1]);
    expect(figures(chart, '二次医療圏が不明').slice(0, 3)).toEqual([1, 0, 1]);
    expect(listed(await see('official-46', `/surveys/daily?day=${today}&area=4601`))).toBe(3);
  });

  it('is counted by prefecture for the whole country', async () => {
    const chart = await see('secretariat', '/charts/daily');
    expect(figures(chart, '鹿児島県').slice(0, 3)).toEqual([6, 2, 4]);
    expect(figures(chart, '徳島県').slice(0, 3)).toEqual([1, 1, 0]);
    expect(listed(await see('secretariat', `/surveys/daily?day=${today}&prefecture=36`))).toBe(1);
  });
});

describe('a round of 日次調査', () => {
  it('lists who has not answered with telephone numbers, and leads to the addresses (R138)', async () => {
    const round = await see('official-46', '/surveys/daily?answered=no');
    expect(round.main).toContain('099-200-0001');
    expect(round.html).toContain(`href="/surveys/daily/${today}-i-1">2026年11月20日 一番病院</a>`);
    const detail = await see('official-46', `/surveys/daily/${today}-i-1`);
    expect([detail.status, detail.h1]).toEqual([200, '日次調査']);
    expect(detail.main).toContain('未回答');
    expect(detail.html).toContain('href="tel:0992000001"');
    expect(detail.html).toContain('href="mailto:one@example.jp"');
    expect(detail.html).toContain('href="/institutions/i-1"');
    const read = await service.ask("SELECT actor FROM reporting.audit WHERE action = 'survey-answer.read'");
    expect(read).toContainEqual({ actor: 'official-46' });
  });

  it('shows what was answered, in words, and has no control to change it (R139)', async () => {
    const detail = await see('official-46', `/surveys/daily/${today}-i-2`);
    expect(detail.main).toContain('回答済');
    expect(detail.main).toMatch(/看護師の充足状況\s*欠員あり/);
    expect(detail.main).toMatch(/入院患者数\s*7人/);
    expect(detail.html).not.toContain('/edit');
  });

  it('is searched for by name and by 二次医療圏 in either width', async () => {
    for (const [typed, found] of [
      ['一番', 1],
      ['a6', 1],
      ['肝属', 2],
      ['%', 0],
    ] as const) {
      expect([typed, listed(await see('official-46', `/surveys/daily?q=${encodeURIComponent(typed)}`))]).toEqual([
        typed,
        found,
      ]);
    }
  });

  it('of another day goes by who was known on that day', async () => {
    await answered(service, 'daily', yesterday, 'i-1', dailyAnswer);
    const round = await see('official-46', `/surveys/daily?day=${yesterday}`);
    expect(round.main).toContain('対象 6 回答済 1 未回答 5');
  });

  it('that has not begun, or no day at all, is the one under way', async () => {
    for (const day of ['2026-11-21', '0001-01-01', '2026-02-30', 'x']) {
      const round = await see('official-46', `/surveys/daily?day=${encodeURIComponent(day)}`);
      if (round.status === 200) expect(round.main).toContain('2026年11月20日');
      else expect(round.status).toBe(422);
    }
  });

  it('is exported with its day, in CP932 (R136)', async () => {
    const visitor = await service.visitor('official-46');
    const dialog = await visitor.get('/surveys/daily/export');
    const file = await visitor.submit(dialog, {}, 'エクスポート');
    const text = new TextDecoder('shift_jis').decode(file.bytes);
    expect(text.split('\r\n')[0]).toBe('日付,医療機関名,医療機関のID,二次医療圏,市区町村,回答状況,回答日時,電話番号');
    expect(text).toContain(`${today},二番病院,i-2,鹿児島,鹿児島市,回答済,`);
    expect(text.trimEnd().split('\r\n')).toHaveLength(7);
  });
});

describe('who sees which answer (R158)', () => {
  it.each([
    ['official-46', `/surveys/daily/${today}-t-1`, 404],
    ['official-36', `/surveys/daily/${today}-i-2`, 404],
    ['other-centre-46', `/surveys/daily/${today}-i-2`, 404],
    ['centre-46', `/surveys/daily/${today}-i-2`, 200],
    ['secretariat', `/surveys/daily/${today}-t-1`, 200],
    ['institution', `/surveys/daily/${today}-i-2`, 404],
    ['institution', `/surveys/daily/${today}-i-1`, 200],
    ['institution', `/surveys/daily/${today}`, 200],
    ['institution', `/surveys/daily/2026-11-21`, 404],
    ['institution', `/surveys/daily/2026-02-30`, 404],
    ['institution', `/surveys/daily/nonsense`, 404],
    ['institution', '/surveys/recuperation', 404],
    ['official-46', `/surveys/daily/${today}-i-7`, 404],
    ['official-46', `/surveys/daily/${today}-i-9`, 404],
    ['official-46', '/surveys/unknown', 404],
    ['new-institution', `/surveys/daily/${today}`, 404],
    ['ops', '/surveys', 403],
    ['institution', '/charts/daily', 403],
  ])('%s at %s: %i', async (sub, path, status) => {
    expect((await see(sub, path)).status).toBe(status);
  });
});

describe('an institution', () => {
  it('sees its own rounds, and on home the surveys that it owes with state and deadline', async () => {
    const home = await see('institution', '/');
    expect(home.html).toContain(`href="/surveys/daily/${today}/edit">本日の日次調査：未回答（13時まで）</a>`);
    expect(home.html).toContain('今週の週次調査：未回答（金曜日の13時まで）');
    const rounds = await see('institution', '/surveys/daily');
    expect(rounds.html).toContain(`href="/surveys/daily/${yesterday}">2026年11月19日 日次調査</a>`);
    expect(rounds.main).not.toContain('二番病院');
  });

  it('without surveys has no button for them', async () => {
    const home = await see('new-institution', '/');
    expect(home.html).not.toContain('/surveys/daily');
  });
});

describe('ended surveys (R142)', () => {
  it('have no button, and their data can be read', async () => {
    await answered(service, 'consultation-centres', '2023-05-01', '46', {
      centres: 3,
      lines: 12,
      calls: 40,
      referred: 5,
    });
    expect((await see('official-46', '/')).main).not.toContain('受診・相談センター調査');
    const list = await see('official-46', '/surveys');
    expect(list.html).toContain('href="/surveys/consultation-centres"');
    expect(list.main).toContain('2023年5月7日に終了');
    const rounds = await see('official-46', '/surveys/consultation-centres');
    expect(rounds.html).toContain('href="/surveys/consultation-centres/2023-05-01"');
    expect(rounds.main).not.toContain('入力する');
    const detail = await see('official-46', '/surveys/consultation-centres/2023-05-01');
    expect(detail.status).toBe(200);
    expect(detail.html).not.toContain('/edit');
  });
});
