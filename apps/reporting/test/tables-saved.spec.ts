import type { Visitor } from '@todoke/testing';
import { november, type Running, staffed } from './running.js';
import { putAreas, putHospitals } from './tables-data.js';

let service: Running;
let official: Visitor;

beforeAll(async () => {
  service = await staffed();
  await putAreas(service);
  await putHospitals(service, { id: 'h-1', name: 'さくら病院' }, { id: 'h-2', name: 'みなみ病院' });
  official = await service.visitor('official-46');
});
afterAll(() => service.stop());
beforeEach(async () => {
  service.clock.set(november);
  await service.ask('TRUNCATE reporting.tables_filters, reporting.tables_on_home');
});

const query = '?q=%E3%81%95%E3%81%8F%E3%82%89&acceptance=unanswered';

async function save(name: string, more: Record<string, string> = {}, who = official) {
  const page = await who.get(`/tables/beds/filters${query}`);
  return who.submit(page, { name, ...more }, '保存');
}

const savedBy = (person: string) =>
  service.ask('SELECT name, query, on_home FROM reporting.tables_filters WHERE person = $1 ORDER BY name', [person]);

describe('conditions of a table', () => {
  it('are saved under a name and opened again (R136)', async () => {
    const table = await official.get(`/tables/beds${query}`);
    expect(table.html).toContain('条件を保存</a>');
    const saved = await save('未回答のさくら');
    expect(saved.h1).toBe('地域病床見える化');
    expect(saved.main).toContain('条件「未回答のさくら」を保存しました。');
    expect(saved.main).toContain('該当する医療機関：1件');
    const link = /<a href="([^"]*)">未回答のさくら<\/a>/.exec((await official.get('/tables')).html)?.[1] ?? '';
    const opened = await official.get(link.replaceAll('&amp;', '&').replaceAll('&#x3D;', '='));
    expect(opened.main).toContain('該当する医療機関：1件');
    expect(opened.html).toMatch(/<option value="unanswered" selected>/);
  });

  it('are replaced by those of the same name, and saved as the table understands them', async () => {
    await save('いつもの');
    await official.get('/tables/beds/filters?acceptance=no&after=x&unknown=y');
    await official.send('/tables/beds/filters?acceptance=no&after=x&unknown=y', { name: 'いつもの', onHome: 'on' });
    expect(await savedBy('official-46')).toEqual([{ name: 'いつもの', query: 'acceptance=no', on_home: true }]);
  });

  it('need a name of at most 40 characters', async () => {
    const blank = await save(' ');
    expect(blank.status).toBe(422);
    expect(blank.html).toContain('href="#field-name"');
    expect((await save('あ'.repeat(41))).status).toBe(422);
    expect(await savedBy('official-46')).toEqual([]);
  });

  it('are seen and deleted by their person alone (R158)', async () => {
    await save('自分の条件');
    const [{ id }] = (await service.ask('SELECT id FROM reporting.tables_filters')) as [{ id: string }];
    const colleague = await service.visitor('colleague-46');
    expect((await colleague.get('/tables')).main).not.toContain('自分の条件');
    expect((await colleague.send(`/tables/beds/filters/${id}/delete`)).status).toBe(404);
    expect(await savedBy('official-46')).toHaveLength(1);
    await official.get('/tables');
    expect((await official.send(`/tables/beds/filters/${id}/delete`)).main).toContain('条件を削除しました。');
    expect((await official.send(`/tables/beds/filters/${id}/delete`)).status).toBe(404);
    expect((await official.send('/tables/beds/filters/x/delete')).status).toBe(404);
  });

  it('end at a hundred a person', async () => {
    await service.ask(
      `INSERT INTO reporting.tables_filters (person, table_key, name, query, on_home, saved_at)
       SELECT 'official-46', 'beds', 'n' || n, 'empty=on', false, now() FROM generate_series(1, 100) AS n`,
    );
    expect((await save('もう一つ')).html).toContain('保存できる条件は100件までです');
    expect((await save('n7')).status).toBe(200);
    expect((await save('もう一つ', {}, await service.visitor('colleague-46'))).status).toBe(200);
  });
});

describe('the home page', () => {
  it('leads officials to 地域病床見える化 by the name of the manual (R143)', async () => {
    const home = await official.get('/');
    expect(home.html).toContain('href="/tables/beds">レポートの表示(地域病床見える化)</a>');
    expect((await (await service.visitor('institution')).get('/')).html).not.toContain('/tables');
  });

  it('shows a table that the person has put there, until it is taken away', async () => {
    const table = await official.get('/tables/beds');
    const put = await official.submit(table);
    expect(put.main).toContain('ホームに表示しました。');
    expect((await official.send('/tables/beds/home')).status).toBe(200);
    const home = await official.get('/');
    expect(home.main).toMatch(/地域病床見える化 該当：2件 .*さくら病院/);
    expect((await (await service.visitor('colleague-46')).get('/')).main).not.toContain('該当：2件');
    const taken = await official.submit(await official.get('/tables/beds'));
    expect(taken.main).toContain('ホームから外しました。');
    expect((await official.get('/')).main).not.toContain('該当：2件');
  });

  it('shows saved conditions that were put there', async () => {
    await save('未回答のさくら', { onHome: 'on' });
    const home = await official.get('/');
    expect(home.main).toContain('地域病床見える化：未回答のさくら 該当：1件');
    expect(home.main).not.toContain('みなみ病院');
  });
});

describe('the menu', () => {
  const tabs = async (sub: string): Promise<string[]> => {
    const { html } = await (await service.visitor(sub)).get('/tables');
    const [bar = '', more = ''] = (/<nav class="navigation"[\s\S]*?<\/nav>/.exec(html)?.[0] ?? '').split('<details');
    const words = (part: string) => [...part.matchAll(/<a [^>]*>([^<]*)<\/a>/g)].map(([, label = '']) => label);
    return [...words(bar), ...(more === '' ? [] : ['その他', ...words(more)])];
  };

  it('has the tabs of officials in their order, and その他 with all that may have no room (R134)', async () => {
    const shown = await tabs('official-46');
    const at = shown.indexOf('その他');
    expect(shown.slice(0, 2)).toEqual(['ホーム', '申請一覧']);
    expect(shown.slice(at + 1)).toEqual(expect.arrayContaining([...shown.slice(1, at), 'レポート一覧']));
  });

  it('has no レポート for institutions and ops (R134, R158)', async () => {
    expect(await tabs('institution')).not.toContain('レポート');
    expect(await tabs('ops')).not.toContain('レポート');
  });
});
