import { pageStatement } from '@todoke/database';
import { matchKey } from '@todoke/japan';
import fc from 'fast-check';
import pg from 'pg';
import type { Visitor } from '@todoke/testing';
import { form, list } from '../../src/index.js';
import { z } from 'zod';
import { idsOn, linkOn, startThings, type Things } from './start-things.js';
import { things as source } from './things.js';

let things: Things;
let official: Visitor;

beforeAll(async () => {
  things = await startThings();
  official = await things.visitor();
});
afterAll(() => things.close());

/** Follows 次へ (or 前へ) to its end. @param between what happens to the rows between two pages */
async function walk(path: string, label = '次へ', between: () => Promise<unknown> = () => Promise.resolve()) {
  const pages: number[][] = [];
  let last = path;
  for (let next: string | undefined = path; next !== undefined;) {
    last = next;
    const page = await official.get(next);
    pages.push(idsOn(page));
    next = linkOn(page, label);
    if (next !== undefined) await between();
  }
  return { pages, ids: pages.flat(), last };
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, at) => at + 1);

describe('the pages of a list', () => {
  it('show each row once, forward and back, in either direction', async () => {
    await things.fill(35);
    const forward = await walk('/things');
    expect(forward.pages.map(({ length }) => length)).toEqual([10, 10, 10, 5]);
    expect(forward.ids).toEqual(upTo(35));
    const back = await walk(forward.last, '前へ');
    expect(back.pages.reverse()).toEqual(forward.pages);
    expect((await walk('/things?order=newest')).ids).toEqual(upTo(35).reverse());
  });

  it('neither skip nor repeat a row that stays, whatever is added, deleted or changed meanwhile', async () => {
    const change = fc.oneof(
      fc.record({ kind: fc.constant('add' as const), place: fc.integer({ min: 0, max: 20 }) }),
      fc.record({ kind: fc.constant('delete' as const), place: fc.integer({ min: 1, max: 15 }) }),
      fc.record({ kind: fc.constant('move' as const), place: fc.integer({ min: 1, max: 15 }) }),
    );
    const order = fc.constantFrom('oldest', 'newest', 'name', 'name-down');
    await fc.assert(
      fc.asyncProperty(order, fc.array(fc.array(change, { maxLength: 4 }), { maxLength: 6 }), async (by, changes) => {
        await things.fill(45);
        const left = [...changes];
        let added = 1_000;
        const { ids } = await walk(`/things?order=${by}`, '次へ', async () => {
          for (const { kind, place } of left.shift() ?? []) {
            // Of every three rows the third may go or move; the others stay.
            if (kind === 'delete') await things.ask('DELETE FROM desk.things WHERE id = $1', [place * 3]);
            if (kind === 'move') {
              await things.ask(
                "UPDATE desk.things SET at = at + interval '7 microseconds', name = 'm' || name WHERE id = $1",
                [place * 3],
              );
            }
            if (kind === 'add') {
              await things.ask(
                `INSERT INTO desk.things (id, name, name_key, at)
                 VALUES ($1, 'n' || $2::text, '', '2026-11-20'::timestamptz + $2::integer * interval '1 microsecond')`,
                [(added += 1), place],
              );
            }
          }
        });
        const stayed = ids.filter((id) => id <= 45 && id % 3 !== 0);
        expect([...stayed].sort((one, other) => one - other)).toEqual(upTo(45).filter((id) => id % 3 !== 0));
      }),
      { numRuns: 25 },
    );
  });

  it('go on where the row at the edge was deleted', async () => {
    await things.fill(25);
    const first = await official.get('/things');
    await things.ask('DELETE FROM desk.things WHERE id BETWEEN 8 AND 12');
    expect(idsOn(await official.get(linkOn(first, '次へ') ?? ''))).toEqual([13, 14, 15, 16, 17, 18, 19, 20, 21, 22]);
  });

  it('beyond the last row are the last page, and short of a page before the first are the first', async () => {
    await things.fill(25);
    const second = await official.get(linkOn(await official.get('/things'), '次へ') ?? '');
    const third = linkOn(second, '次へ') ?? '';
    await things.ask('DELETE FROM desk.things WHERE id > 15');
    expect(idsOn(await official.get(third))).toEqual([6, 7, 8, 9, 10, 11, 12, 13, 14, 15]);
    await things.ask('DELETE FROM desk.things WHERE id < 5');
    expect(idsOn(await official.get(linkOn(second, '前へ') ?? ''))).toEqual([5, 6, 7, 8, 9, 10, 11, 12, 13, 14]);
  });

  it('are the first where the cursor is damaged, or of another order', async () => {
    await things.fill(25);
    const cursor = /after=([\w-]+)/.exec(linkOn(await official.get('/things'), '次へ') ?? '')?.[1] ?? '';
    const coded = (told: unknown): string => Buffer.from(JSON.stringify(told)).toString('base64url');
    const damaged = [
      ...[cursor.slice(2), `${cursor}AA`, 'x', '%00', 'x'.repeat(5_000), coded({}), coded(null), coded([])],
      coded(['oldest', 10, 'soon', '1']),
      coded(['oldest', 10, '1', '1; DROP TABLE things']),
      coded(['oldest', 10, '1'.repeat(17), '1']),
      coded(['oldest', -1, '1', '1']),
      coded(['oldest', 10, '1', '1', '1']),
      coded(['name', 10, 'a\u0000b', '1']),
      coded(['name', 10, '\ud800', '1']),
      coded(['oldest', 10, ['1'], '1']),
    ];
    for (const after of damaged) {
      const answer = await official.get(`/things?after=${after}`);
      expect({ after, status: answer.status, ids: idsOn(answer) }).toEqual({ after, status: 200, ids: upTo(10) });
    }
    expect(idsOn(await official.get(`/things?order=newest&after=${cursor}`))[0]).toBe(25);
    expect(idsOn(await official.get('/things?page=2'))).toEqual(upTo(10));
  });

  it.each([
    ['time', { after: ['1795100000000000', '100'] }],
    ['time', { before: ['1795100000000000', '100'] }],
    ['name', { after: ['n100', '100'] }],
    ['time', 'start'],
    ['time', 'end'],
  ] as const)('are read from the index of their order, however many rows there are: by %s, %j', async (sort, from) => {
    await things.fill(5_000);
    await things.ask('ANALYZE desk.things');
    const { text, values } = pageStatement(source, { where: [], sort, descending: false }, 10, from);
    // As the role whom row-level security limits: a condition that might leak rows would use no index.
    const options = '-c search_path=desk -c todoke.prefecture=46';
    const client = new pg.Client({ connectionString: things.database.appUrl, options });
    await client.connect();
    const plan = await client.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${text}`, values);
    await client.end();
    const told = plan.rows.map((line) => line['QUERY PLAN']).join('\n');
    expect(told).toMatch(/Index (Only )?Scan (Backward )?using things_by_\w+/);
    if (typeof from === 'object') expect(told).toContain('Index Cond');
    expect(told).not.toMatch(/Sort|Seq Scan/);
  });
});

describe('the address of a list', () => {
  it('keeps what is set in every link', async () => {
    await things.fill(50);
    await things.ask('UPDATE desk.things SET amount = id');
    const page = await official.get('/things?least=12&q=Ｎ&order=newest&x=1');
    expect(idsOn(page)[0]).toBe(50);
    expect(linkOn(page, '次へ')).toMatch(/^\/things\?q=%EF%BC%AE&least=12&order=newest&after=[\w-]+$/);
    expect(linkOn(page, 'エクスポート')).toBe('/things/export?q=%EF%BC%AE&least=12&order=newest');
    expect(linkOn(page, '品名')).toBe('/things?q=%EF%BC%AE&least=12&order=name');
    expect(page.html).toContain('<input type="search" id="field-q" name="q" class="width-medium" value="Ｎ"');
    expect((await walk('/things?least=12&order=newest')).ids).toEqual(upTo(50).slice(11).reverse());
  });

  it('tells a wrong filter beside its field', async () => {
    const page = await official.get('/things?least=many');
    expect(page.status).toBe(422);
    expect(page.html).toContain('<a href="#field-least">数を入力してください。</a>');
    expect((await official.get('/things/export?least=many')).status).toBe(422);
  });

  it('finds names in either width (R145)', async () => {
    await things.put(...['ｻｸﾗ病院', '100%', '1000'].map((name) => ({ name, key: matchKey(name) })));
    for (const q of ['ｻｸﾗ', 'サクラ', ' サ ク ラ ']) expect(idsOn(await official.get(`/things?q=${q}`))).toEqual([1]);
    expect(idsOn(await official.get('/things?q=１００％'))).toEqual([2]);
    expect((await official.get('/things?q=_')).main).toContain('該当する品物はありません。');
  });

  it('finds names that look alike (R145)', async () => {
    const names = ['医療法人 髙﨑病院', '自由ヶ丘クリニック', '長谷川薬局'];
    await things.put(...names.map((name) => ({ name, key: matchKey(name) })));
    const found = async (q: string) => idsOn(await official.get(`/things?q=${encodeURIComponent(q)}`));
    for (const q of ['高崎', '髙﨑', '髙\u{E0100}﨑', '（医）高崎', '高嵜']) expect(await found(q)).toEqual([1]);
    for (const q of ['自由が丘', '自由ケ丘', 'くりにっく', 'ｸﾘﾆﾂｸ']) expect(await found(q)).toEqual([2]);
    for (const q of ['⻑⾕川', '長谷川']) expect(await found(q)).toEqual([3]);
  });

  it('refuses heaped marks in the search box, beside it', async () => {
    const page = await official.get(`/things?q=${encodeURIComponent('山\u0335\u0336\u0337')}`);
    expect(page.status).toBe(422);
    expect(page.main).toContain('「山」に重ねた記号');
  });

  it('marks the column that the rows are sorted by', async () => {
    await things.fill(3);
    const up = await official.get('/things?order=name');
    expect(up.html).toMatch(
      /<th scope="col" class="wide" aria-sort="ascending"><a [^>]*order&#x3D;name-down[^>]*>品名/,
    );
    const down = await official.get('/things?order=name-down');
    expect(down.html).toMatch(/aria-sort="descending"><a [^>]*order&#x3D;name"[^>]*>品名/);
    expect((await official.get('/things')).html).not.toContain('aria-sort');
  });
});

describe('how many there are', () => {
  it.each([
    [0, '0件'],
    [1_999, '1,999件'],
    [2_000, '2,000件'],
    [2_001, '2,000件以上'],
  ])('is exact up to 2,000: %i (R144)', async (count, text) => {
    await things.fill(count);
    for (const path of ['/things', '/capped']) {
      expect((await official.get(path)).main).toContain(`該当する品物：${text} エクスポート`);
    }
  });

  const notice = '最初の2,000件まで';

  it('2,000 rows at most are shown where a list says so, and a notice refers to the export (R144)', async () => {
    await things.fill(2_000);
    const whole = await walk('/capped');
    expect(whole.ids).toEqual(upTo(2_000));
    expect((await official.get('/capped')).main).not.toContain(notice);
    await things.fill(2_001);
    const cut = await walk('/capped');
    expect(cut.ids).toEqual(upTo(2_000));
    expect((await official.get(cut.last)).main).toContain(notice);
    expect((await walk('/things')).ids).toHaveLength(2_001);
    expect((await official.get('/things')).main).not.toContain(notice);
  });
});

describe('who sees it', () => {
  it('is shown the rows of the own jurisdiction and no other (R158)', async () => {
    await things.put({ name: 'here' }, { name: 'there', prefecture: '36' });
    expect(idsOn(await official.get('/things'))).toEqual([1]);
    expect(idsOn(await (await things.visitor('official-36')).get('/things'))).toEqual([2]);
  });

  it('has one of the roles of the page, for the export too', async () => {
    const secretariat = await things.visitor('secretariat');
    for (const path of ['/things', '/things/export']) expect((await secretariat.get(path)).status).toBe(403);
    await secretariat.get('/');
    expect((await secretariat.send('/things/export', { encoding: 'utf-8' })).status).toBe(403);
  });
});

it('a filter cannot have a name that every list uses', () => {
  const filters = form(z.object({ after: z.string() }), { after: { label: 'x' } });
  const declared = { name: 'x', title: 'x', noun: 'x', rows: source, columns: [], filters, where: () => [] };
  expect(() => list({ ...declared, orders: { one: { label: 'x', by: 'id' } } })).toThrow(/called after/);
});
