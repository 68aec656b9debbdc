import type { Visitor } from '@todoke/testing';
import { linkOn, startThings, type Things } from './start-things.js';

let things: Things;
let official: Visitor;

beforeAll(async () => {
  things = await startThings();
  official = await things.visitor();
  await things.put({ name: 'a', amount: 1 }, { name: 'b', amount: 2 }, { name: 'c', amount: 3 });
});
afterAll(() => things.close());

describe('a list with the parts of a レポート', () => {
  it('has エクスポート and what else is offered behind one button (R136, R147)', async () => {
    const { html } = await official.get('/report?least=2');
    expect(html).toMatch(
      /<summary[^>]*aria-label="一覧の操作">▼<\/summary>\s*<ul>\s*<li><a href="\/report\/export\?least/,
    );
    expect(html).toMatch(/<a href="\/report\/save\?least&#x3D;2">保存<\/a>/);
    expect(html).toMatch(/<form method="post" action="\/report\/away"><input type="hidden" name="_csrf"/);
  });

  it('has a picture of the rows that the filters leave', async () => {
    expect((await official.get('/report')).main).toContain('合計 6');
    expect((await official.get('/report?least=2')).main).toContain('合計 5');
  });

  it('offers states by their names, and texts of filters that are for this person', async () => {
    const page = await official.get('/report');
    const saved = await official.get(linkOn(page, '二つ以上') ?? '');
    expect(saved.main).toContain('該当する品物：2件');
    expect(page.main).toContain('数の下限');
  });

  it('has a column on the screen that files have not', async () => {
    const page = await official.get('/report');
    expect(page.html).toMatch(
      /<td>40%<svg class="bar"[^>]* aria-hidden="true"[^>]*>.*<rect width="40" height="1"\/><\/svg>/,
    );
    await official.get('/report/export');
    const file = await official.send('/report/export', { view: 'details', format: 'csv', encoding: 'utf-8' });
    expect(file.html).toBe('\uFEFF番号,品名,電話番号,数\r\n1,a,,1\r\n2,b,,2\r\n3,c,,3\r\n');
  });
});
