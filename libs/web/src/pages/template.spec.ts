import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { tableView } from './views.js';
import { partial, safe, template } from './template.js';

const folder = mkdtempSync(join(tmpdir(), 'todoke-templates-'));
const here = pathToFileURL(join(folder, 'view.js')).href;

function write(source: string, name = 'view.hbs'): string {
  writeFileSync(join(folder, name), source);
  return `./${name}`;
}
const render = (source: string, data: object = {}, around = {}): string => template(here, write(source))(data, around);

describe('a template', () => {
  it('escapes what it prints', () => {
    expect(render('{{name}}', { name: `<b>"&'` })).toBe('&lt;b&gt;&quot;&amp;&#x27;');
  });

  it('prints markup that code has made', () => {
    expect(render('{{mark}}', { mark: safe('<b>1</b>') })).toBe('<b>1</b>');
  });

  it.each([
    ['broken syntax', '{{#if a}}', /view\.hbs/],
    ['a helper that does not exist', '{{shout name}}', /shout/],
    ['a partial that does not exist', '{{> no-such-partial}}', /unknown partial no-such-partial/],
    ['raw output', '{{{name}}}', /prints unescaped/],
    ['raw output by an ampersand', '{{& name}}', /prints unescaped/],
  ])('with %s fails when it is loaded', (_what, source, message) => {
    expect(() => render(source)).toThrow(message);
  });

  it('that does not exist fails when it is loaded', () => {
    expect(() => template(here, './missing.hbs')).toThrow(/missing\.hbs/);
  });

  it('sees what surrounds the page', () => {
    expect(
      render('{{@path}} {{#each list}}{{@csrf}}{{/each}}', { list: [1, 2] }, { path: '/a', csrf: () => 'token' }),
    ).toBe('/a tokentoken');
  });

  it('formats dates for Tokyo and figures for reading', () => {
    const at = new Date('2026-12-30T15:05:00Z');
    expect(render('{{date at}}|{{datetime at}}|{{count n}}|{{date none}}', { at, n: 12345 })).toBe(
      '<time datetime="2026-12-30T15:05:00.000Z">2026年12月31日</time>|' +
        '<time datetime="2026-12-30T15:05:00.000Z">2026年12月31日 00:05</time>|12,345|',
    );
  });
});

describe('a partial of the design system', () => {
  it('sees its arguments and not what surrounds it', () => {
    const html = render(`{{#each people}}{{> button label='確認'}}{{/each}}`, {
      people: [{ name: 'x', kind: 'danger', value: 'y' }],
    });
    expect(html.trim()).toBe('<button type="submit" class="button button-primary">確認</button>');
  });

  it('leaves its block seeing what surrounds it and not its arguments', () => {
    const html = render(
      `{{#> notice kind='warning' heading='題'}}{{heading}}{{#each list}}[{{this}}{{../kind}}]{{/each}}{{/notice}}`,
      {
        heading: '本文の題',
        kind: 'k',
        list: ['a'],
      },
    );
    expect(html).toContain('<h2 class="notice-heading lines">題</h2>');
    expect(html).toContain('本文の題[ak]');
    expect(html).toContain('notice-warning');
  });

  it('may share its name with the data of a page', () => {
    expect(render('{{#if form}}{{form}}{{/if}}{{#each table}}{{this}}{{/each}}', { form: 'F', table: [1, 2] })).toBe(
      'F12',
    );
  });

  it('keeps the lines of a textarea as they were typed', () => {
    const field = { id: 'a', name: 'a', label: 'l', value: 'one\ntwo', rows: 2, is: { textarea: true } };
    expect(render('  {{> field field}}', { field })).toContain('>\none\ntwo</textarea>');
  });
});

it('an app adds partials of its own, each under a name that is free', () => {
  write('<i>{{this.word}}</i>', 'own.hbs');
  partial('own-word', here, './own.hbs');
  expect(render('{{> own-word word="a"}}')).toBe('<i>a</i>');
  expect(() => partial('own-word', here, './own.hbs')).toThrow(/already a partial named own-word/);
  expect(() => partial('button', here, './own.hbs')).toThrow(/already a partial named button/);
});

describe('the views of lists', () => {
  it('a table without rows says so', () => {
    const table = tableView({
      caption: '一覧',
      columns: [{ label: 'a' }, { label: 'b' }],
      rows: [],
      empty: 'まだありません。',
    });
    expect(render('{{> table table}}', { table })).toContain('<td class="empty" colspan="2">まだありません。</td>');
  });

  it('a table names its rows and sets figures apart', () => {
    const columns = [
      { label: '番号', header: true },
      { label: '数', numeric: true },
    ];
    const html = render('{{> table table}}', {
      table: tableView({ caption: '一覧', columns, rows: [[{ text: 'A<', href: '/a' }, 1234]] }),
    });
    expect(html).toContain('<th scope="row"><a href="/a">A&lt;</a></th>');
    expect(html).toContain('<td class="numeric">1,234</td>');
  });

  it.each([
    [{ next: '/?after=a' }, ['次へ']],
    [{ previous: '/?before=a', first: '/', next: '/?after=b' }, ['最初へ', '前へ', '次へ']],
    [{ previous: '/?before=a', first: '/' }, ['最初へ', '前へ']],
  ])('the pages beside a page are links: %j', (pages, labels) => {
    const html = render('{{> pagination pages}}', { pages });
    expect([...html.matchAll(/<a [^>]*>([^<]+)</g)].map(([, label]) => label)).toEqual(labels);
  });

  it('what fits on one page has no pagination', () => {
    expect(render('{{> pagination pages}}', { pages: { first: '/' } })).not.toContain('nav');
  });

  it('a column says how it is sorted, and leads to the other direction', () => {
    const columns = [{ label: '番号', sort: { direction: 'ascending' as const, href: '/?order=down' } }];
    const html = render('{{> table table}}', { table: tableView({ caption: '一覧', columns, rows: [] }) });
    expect(html).toContain(
      '<th scope="col" aria-sort="ascending"><a class="sort sort-ascending" href="/?order&#x3D;down">',
    );
  });
});
