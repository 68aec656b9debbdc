import type { InstitutionType } from '@todoke/lifecycle';
import type { Form } from '@todoke/forms';
import { forms } from '../src/definitions/index.js';

const formOf = (name: string): Form => {
  const form = forms.version(name, 1);
  if (form === undefined) throw new Error(`no form ${name}`);
  return form;
};

/** 'A01-04 A06' → A01, A02, A03, A04, A06. */
const rows = (text: string): string[] =>
  text.split(' ').flatMap((part) => {
    const [, letter = '', from = '', to = from] = /^([A-Z])(\d\d)(?:-(\d\d))?$/.exec(part) ?? [];
    return Array.from(
      { length: Number(to) - Number(from) + 1 },
      (_, index) => letter + String(Number(from) + index).padStart(2, '0'),
    );
  });

/** The rows of the national form that each kind is asked: of the ordinance's annex, and later additions. */
const asked: readonly [kind: InstitutionType, form: string, count: number, rows: string][] = [
  ['hospital', 'medical', 104, 'A01-23 B01-12 B16 C01-13 D01-09 E01-16 F01-30'],
  [
    'clinic',
    'medical',
    84,
    'A01-24 B01-12 B16 C01-08 C10 C13 D01-04 D06-08 E01 E03-13 E15-16 F01 F04 F08-09 F12 F16 F18 F21-28 F30',
  ],
  [
    'dental-clinic',
    'medical',
    58,
    'A01-22 B01-10 B16 C01-08 C10 C13 D01 D07-08 E01 E04 E06-08 E10 F01 F09 F18 F24 F27-28',
  ],
  ['midwifery-centre', 'medical', 42, 'A01-15 A25-26 B01-06 B12-15 C04-08 D07-08 E17-18 F01 F09 F27-28 F30-31'],
  ['pharmacy', 'pharmacy', 61, 'P01-61'],
];

const numbersOf = ({ items }: Form): Set<string> =>
  new Set(
    items
      .flatMap((item) => [item, ...('columns' in item ? item.columns : [])])
      .flatMap(({ number }) => number?.split(',') ?? []),
  );

describe('The yearly report asks', () => {
  it.each(asked)('a %s every row of its form (%s, %i rows) (R50)', (kind, form, count, list) => {
    const expected = rows(list);
    const numbers = numbersOf(formOf(form).narrowed(kind));
    expect(expected).toHaveLength(count);
    expect(expected.filter((row) => !numbers.has(row))).toEqual([]);
  });

  it.each(['medical', 'pharmacy'])('%s: every item as 基本情報 or other, with its source (R96)', (name) => {
    const { items } = formOf(name);
    expect(items.filter((item) => item.class === undefined || item.source === undefined)).toEqual([]);
    expect(items.filter(({ number }) => number === undefined)).toEqual([]);
  });

  it('基本情報 with the provision that asks for it, where the law names one (R96)', () => {
    const basics = formOf('medical').only((item) => item.class === 'basic').items;
    const without = basics.filter(({ legal }) => legal === undefined).map(({ key }) => key);
    expect(basics.map(({ key }) => key)).toContain('departments');
    expect(without).toEqual(['outpatient_class']);
  });

  it('nothing of a kind in conditions that its own form cannot answer', () => {
    for (const [kind, name] of asked) {
      const form = formOf(name).narrowed(kind);
      for (const item of form.items) {
        const rule = form.rules.items.get(item.key);
        const names = [...(rule?.shownWhen?.names ?? [])];
        expect([kind, item.key, names.filter((key) => form.item(key) === undefined)]).toEqual([kind, item.key, []]);
      }
    }
  });
});
