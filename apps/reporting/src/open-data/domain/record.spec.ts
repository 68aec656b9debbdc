import fc from 'fast-check';
import type { Values } from '@todoke/forms';
import { tidy, tidyLines } from '@todoke/japan';
import { hospitalsFile, hospitalsName } from '../../../test/open-data-file.js';
import type { Column, Layout } from './layout.js';
import { layoutNamed, layouts } from './layouts.js';
import { readOpenData } from './reader.js';
import { keysOf, recordsOf, valuesOf } from './record.js';

const hospitals = layoutNamed('01-1_hospital_facility_info')!;
const hours = layoutNamed('01-2_hospital_speciality_hours')!;
const pharmacies = layoutNamed('05_pharmacy')!;
const midwives = layoutNamed('04_maternity_home')!;

const departments: Readonly<Record<string, string>> = { '01001': '内科', '02001': '外科' };
const named = (code: string): string => departments[code] ?? '';

/** A row of a layout, blank but for some columns. */
const rowOf = ({ columns }: Layout, told: Readonly<Record<string, string>>): string[] =>
  columns.map(({ name, format }) => told[name] ?? (format.kind === 'degrees' ? '0.0' : ''));

const backAgain = (layout: Layout, rows: readonly (readonly string[])[]): string[][] =>
  recordsOf(layout, { id: rows[0]?.[0] ?? '', values: valuesOf(layout, rows) }, named);

/** As forms store a text: what people see stays. */
const tidied = ({ format }: Column, cell: string): string => {
  if (format.kind !== 'text') return cell;
  const text = cell.replaceAll('（改行）', '\n');
  return (format.lines === true ? tidyLines(text) : tidy(text)).replaceAll('\n', '（改行）');
};

describe(hospitalsName, () => {
  it('stays as it is where its facts become values of a report, but for totals that are no sum', async () => {
    async function* whole() {
      yield hospitalsFile;
    }
    const total = hospitals.columns.findIndex(({ name }) => name === '合計病床数');
    const differences: string[] = [];
    for await (const { rows } of readOpenData(whole())) {
      for (const { cells } of rows) {
        const [again = []] = backAgain(hospitals, [cells]);
        const sum = [57, 58, 61, 62, 63].reduce((beds, at) => beds + Number(cells[at]), 0);
        const isSum = Number(cells[total]) === sum;
        again.forEach((cell, at) => {
          const { name } = hospitals.columns[at]!;
          if (cell === tidied(hospitals.columns[at]!, cells[at] ?? '')) return;
          if (at === total && (!isSum || sum === 0)) return;
          differences.push(`${cells[0]} ${name}: ${cells[at]} → ${cell}`);
        });
      }
    }
    expect(differences).toEqual([]);
  });
});

describe('a row of the open data as values of a report', () => {
  it('of a hospital', () => {
    const row = rowOf(hospitals, {
      ID: '4612345',
      正式名称: '城山病院',
      機関区分: '1',
      都道府県コード: '46',
      市区町村コード: '201',
      '所在地座標（緯度）': '31.5',
      '所在地座標（経度）': '130.55',
      '毎週決まった曜日に休診（月）': '1',
      '毎週決まった曜日に休診（日）': '0',
      '決まった週に休診（定期週）第2週（土）': '0',
      祝日に休診: '0',
      'その他の休診日（gw、お盆等）': '年末年始（改行）お盆',
      一般病床: '60',
      精神病床: '0',
      合計病床数: '60',
    });
    expect(valuesOf(hospitals, [row])).toEqual({
      name: '城山病院',
      prefecture_code: '46',
      city_code: '201',
      latitude: 31.5,
      longitude: 130.55,
      closed_weekly: { mon: { open: '1' }, sun: { open: '0' } },
      closed_nth_week: { sat: { w2: '0' } },
      open_holiday: '0',
      closed_other: '年末年始\nお盆',
      beds_general: 60,
      beds_mental: 0,
    });
    expect(backAgain(hospitals, [row])).toEqual([row]);
  });

  it('of a pharmacy and of a midwifery centre: hours by their slot', () => {
    const pharmacy = rowOf(pharmacies, {
      ...{
        ID: '4651',
        名称: 'さくら薬局',
        機関区分: '5',
        都道府県コード: '46',
        '営業日（祝）': '0',
        '定期閉店第３週（木）': '0',
      },
      ...{ 月_開店時間帯1_開始時間: '09:00', 月_開店時間帯1_終了時間: '13:00', 祝_開店時間帯4_終了時間: '24:00' },
    });
    expect(valuesOf(pharmacies, [pharmacy])).toMatchObject({
      business_days: { hol: { open: '0' } },
      closed_nth_week: { thu: { w3: '0' } },
      opening_hours: [
        { slot: '1', mon_open: '09:00', mon_close: '13:00' },
        { slot: '4', hol_close: '24:00' },
      ],
    });
    expect(backAgain(pharmacies, [pharmacy])).toEqual([pharmacy]);
    const midwife = rowOf(midwives, {
      ...{ ID: '4641', 正式名称: '助産所', 機関区分: '4', 都道府県コード: '46', 土_就業時間帯3_開始時間: '10:00' },
      日_外来受付時間帯1_開始時間: '11:00',
    });
    expect(valuesOf(midwives, [midwife])).toMatchObject({
      work_hours: [{ slot: '3', sat_open: '10:00' }],
      reception_hours: [{ slot: '1', sun_open: '11:00' }],
    });
    expect(backAgain(midwives, [midwife])).toEqual([midwife]);
  });

  it('of departments: three rows each, of which those without hours are not kept', () => {
    const of = (code: string, name: string, slot: string, told: Readonly<Record<string, string>> = {}) =>
      rowOf(hours, { ID: '4612345', 診療科目コード: code, 診療科目名: name, 診療時間帯: slot, ...told });
    const rows = [
      of('01001', '内科', '1', { 月_診療開始時間: '09:00', 月_診療終了時間: '12:00', 月_外来受付開始時間: '08:30' }),
      of('01001', '内科', '2'),
      of('01001', '内科', '3'),
      ...['1', '2', '3'].map((slot) => of('02001', '外科', slot)),
      ...['1', '2', '3'].map((slot) => of('01991', '漢方内科', slot)),
      ...['1', '2', '3'].map((slot) => of('01991', '糖尿病外来', slot)),
    ];
    expect(valuesOf(hours, rows)).toEqual({
      departments: [
        { code: '01001', slot: '1', mon_open: '09:00', mon_close: '12:00', mon_reception_open: '08:30' },
        { code: '02001', slot: '1' },
        { code: '01991', name: '漢方内科', slot: '1' },
        { code: '01991', name: '糖尿病外来', slot: '1' },
      ],
    });
    expect(backAgain(hours, rows)).toEqual(rows);
  });

  it('tells of no other item than the layout has', () => {
    for (const layout of layouts.filter(({ per }) => per === 'facility')) {
      const row = layout.columns.map(({ format }) => (format.kind === 'text' ? 'あ' : '1'));
      for (const key of Object.keys(valuesOf(layout, [row]))) expect(keysOf(layout)).toContain(key);
    }
  });
});

describe('values of a report as a row of the open data', () => {
  it('take the total as it is stored, else the sum of what is told', () => {
    const total = (values: Values): string => recordsOf(hospitals, { id: '4612', values }, named)[0]?.at(-1) ?? '';
    expect(total({ beds_general: 40, beds_care: 20, beds_care_medical: 20 })).toBe('60');
    expect(total({ beds_general: 40, beds_total: 45 })).toBe('45');
    expect(total({})).toBe('');
  });

  it('are written whatever they are', () => {
    const odd = fc.oneof(fc.anything(), fc.constantFrom('', 0, [], {}, [{}], { mon: {} }, [{ code: '01001' }]));
    const values = fc.dictionary(fc.constantFrom(...layouts.flatMap(keysOf)), odd);
    fc.assert(
      fc.property(fc.constantFrom(...layouts), values, (layout, told) => {
        for (const cells of recordsOf(layout, { id: '4612', values: told as Values }, named)) {
          expect(cells).toHaveLength(layout.columns.length);
          expect(cells.every((cell) => typeof cell === 'string')).toBe(true);
        }
      }),
    );
  });
});
