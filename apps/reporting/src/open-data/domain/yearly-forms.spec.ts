import { type Form, startingValues } from '@todoke/forms';
import type { InstitutionType } from '@todoke/lifecycle';
import { forms } from '../../definitions/index.js';
import { hospitalsFile, hospitalsName } from '../../../test/open-data-file.js';
import type { Layout } from './layout.js';
import { layouts } from './layouts.js';
import { readOpenData } from './reader.js';
import { keysOf, valuesOf } from './record.js';

/** The master of institutions knows it better. */
const isOfMaster = (form: Form, key: string): boolean => form.item(key)?.prefill?.startsWith('master:') === true;

const formOf = (scheme: string, type: InstitutionType): Form => forms.current(scheme, '2026-11-20')!.narrowed(type);

/** A row with something in every column. */
const fullRow = ({ columns, kind, per }: Layout, slot = '1'): string[] =>
  columns.map(({ name, format, place }) => {
    if (place.in === 'institution') return place.fact === 'id' ? `46${kind}0000001` : kind;
    switch (format.kind) {
      case 'digits':
        return name === '診療科目コード'
          ? kind === '3'
            ? '08001'
            : '01001'
          : name === '都道府県コード'
            ? '46'
            : '201';
      case 'degrees':
        return name.includes('緯度') ? '31.560148' : '130.557981';
      case 'time':
        return name.includes('開始') ? '09:00' : '17:00';
      case 'slot':
        return slot;
      case 'text':
        if (name.includes('ホームページ')) return 'https://example.jp/';
        if (/フリガナ/.test(name)) return 'サクラ';
        return /英語|ローマ字/.test(name) ? 'Sakura' : per === 'department' ? '内科' : 'さくら';
      case 'flag':
        return '1';
      default:
        return '10';
    }
  });

describe('the yearly forms', () => {
  it.each(layouts.map((layout) => [layout.slug, layout] as const))('begin with all that %s tells', (_, layout) => {
    const form = formOf(layout.scheme, layout.type);
    const told = valuesOf(
      layout,
      layout.per === 'department' ? ['1', '2', '3'].map((slot) => fullRow(layout, slot)) : [fullRow(layout)],
    );
    const begun = startingValues(form, { last: told });
    const keys = keysOf(layout);
    expect(keys.filter((key) => form.item(key) === undefined)).toEqual([]);
    for (const key of keys.filter((one) => !isOfMaster(form, one))) expect([key, begun[key]]).toEqual([key, told[key]]);
  });
});

describe(hospitalsName, () => {
  it('tells values that the form of hospitals takes, but for some addresses of pages', async () => {
    const form = formOf('medical', 'hospital');
    async function* whole() {
      yield hospitalsFile;
    }
    const lost = new Map<string, number>();
    for await (const { layout, rows } of readOpenData(whole())) {
      for (const { cells } of rows) {
        const told = valuesOf(layout, [cells]);
        const begun = startingValues(form, { last: told });
        for (const key of Object.keys(told))
          if (begun[key] === undefined && !isOfMaster(form, key)) lost.set(key, (lost.get(key) ?? 0) + 1);
      }
    }
    expect([...lost.keys()].filter((key) => !['website', 'name_en'].includes(key))).toEqual([]);
    expect(lost.get('website') ?? 0).toBeLessThan(100);
  });
});
