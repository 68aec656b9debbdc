import { formOf, Forms } from '../src/index.js';
import { changed, example } from './example.js';

const faultIn = (definition: unknown): string => {
  try {
    formOf(definition, 'example/v1.json');
  } catch (error) {
    return (error as Error).message;
  }
  return '';
};

describe('A definition', () => {
  it('is taken as it is', () => {
    const form = formOf(example());
    expect(form.title).toBe('例の調査');
    expect(form.items.map(({ key }) => key).slice(0, 3)).toEqual(['name', 'kana', 'latin']);
    expect(form.item('beds')?.label).toBe('病床数');
  });

  it.each([
    ['"maxLength":10', '"maxlength":10', ['section texts', 'item name', 'maxlength']],
    ['"title":"数"', '"titel":"数"', ['section figures']],
    ['"type":"yes-no"', '"type":"boolean"', ['item parking']],
    ['"key":"used"', '"key":"beds"', ['item beds', 'twice']],
    ['"code":"figures"', '"code":"texts"', ['section texts', 'twice']],
    ['used / beds', 'used / bed', ['section figures', 'item use', 'bed']],
    ['used / beds', 'used / name', ['item use', 'double / string']],
    ['used / beds', 'used /', ['item use']],
    ['used / beds', 'used > beds', ['item use', 'bool', 'figure']],
    ['used / beds', 'use + 1', ['item use', 'computed from itself']],
    ['full + part', 'full + total', ['total', 'computed from itself']],
    ['full + part', 'full + parts', ['section tables', 'item staff', 'column total', 'parts']],
    ['s.total', 's.whole', ['item staff_total', 'whole']],
    ["parking == '1'", 'parking', ['item places', 'required', 'string']],
    ["state == 'limited' ||", 'state && ', ['item why', 'shownWhen']],
    ['used <= beds', 'used <= bed', ['check used-of-beds', 'bed']],
    ['"items":["used","beds"]', '"items":["uses"]', ['check used-of-beds', 'uses']],
    ['"each":"hours"', '"each":"hour"', ['check same-times', 'hour']],
    ['begin != end', 'begin != ends', ['check same-times', 'ends']],
    ['手話、筆談', '手話、点字', ['item services', '手話、点字']],
    ['"validFrom":"2026-01-01"', '"validFrom":"2026-02-30"', ['validFrom']],
    ['"audience":["hospital"]', '"audience":["hotel"]', ['audience']],
  ])('with %s made %s is refused, and the refusal names the place', (from, to, named) => {
    const fault = faultIn(changed(from, to));
    for (const word of ['example/v1.json', ...named]) expect(fault).toContain(word);
  });

  it.each([[undefined], [null], [7], ['x'], [[]], [{}]])('of %j is refused', (definition) => {
    expect(faultIn(definition)).toContain('example/v1.json');
  });
});

describe('The versions of a form', () => {
  const of = (version: number, validFrom: string, validUntil?: string) =>
    formOf({ ...example(), version, validFrom, ...(validUntil === undefined ? {} : { validUntil }) });
  const forms = new Forms([of(2, '2026-04-01', '2026-05-31'), of(1, '2026-01-01')]);

  it.each([
    ['2025-12-31', undefined],
    ['2026-01-01', 1],
    ['2026-03-31', 1],
    ['2026-04-01', 2],
    ['2026-05-31', 2],
    ['2026-06-01', 1],
  ])('on %s: %s', (day, version) => {
    expect(forms.current('example', day)?.version).toBe(version);
  });

  it('stay readable each by its number', () => {
    expect(forms.version('example', 1)?.validFrom).toBe('2026-01-01');
    expect(forms.version('example', 3)).toBeUndefined();
    expect(forms.version('another', 1)).toBeUndefined();
    expect(forms.all().map(({ version }) => version)).toEqual([2]);
    expect(forms.of('example').map(({ version }) => version)).toEqual([1, 2]);
  });

  it('come in the order of their days, and each once', () => {
    expect(() => new Forms([of(1, '2026-01-01'), of(1, '2026-02-01')])).toThrow('version 1 stands there twice');
    expect(new Forms([of(1, '2026-02-01'), of(2, '2026-02-01')]).current('example', '2026-02-01')?.version).toBe(2);
    expect(new Forms([of(1, '2026-02-01'), of(2, '2026-01-01')]).all().map(({ version }) => version)).toEqual([1]);
    expect(forms.with([of(3, '2026-07-01')]).current('example', '2026-07-01')?.version).toBe(3);
  });
});
