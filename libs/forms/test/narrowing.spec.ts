import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { formView } from '../src/pages/index.js';
import { formOf, inputTexts, judge, loadForms, readAnswers, settled, type Form, type Item } from '../src/index.js';

const sections = [
  {
    code: 'beds',
    title: '病床',
    items: [
      { key: 'general', label: '一般', type: 'int', required: true },
      { key: 'mental', label: '精神', type: 'int', required: true, for: ['hospital'] },
      { key: 'total', label: '合計', type: 'computed', expression: 'general + mental', blankIsZero: true },
    ],
  },
  {
    code: 'services',
    title: 'サービス',
    items: [
      {
        key: 'services',
        label: 'サービス',
        type: 'many',
        class: 'basic',
        options: [
          { code: 'parking', label: '駐車場' },
          { code: 'shop', label: '売店', for: ['hospital'] },
        ],
      },
      {
        key: 'hours',
        label: '診療時間',
        type: 'rows',
        atMost: 3,
        columns: [
          { key: 'begin', label: '開始', type: 'time' },
          { key: 'ward', label: '病棟', type: 'text', maxLength: 10, for: ['hospital'] },
        ],
      },
    ],
  },
  {
    code: 'wards',
    title: '病棟',
    for: ['hospital'],
    items: [{ key: 'wards', label: '病棟数', type: 'int', shownWhen: 'mental > 0.0' }],
  },
];
const checks = [
  {
    code: 'more-general',
    holds: 'general >= mental',
    level: 'error',
    message: '一般が精神より少ないです。',
    items: ['general', 'mental'],
  },
  { code: 'some', holds: 'total > 0.0', level: 'error', message: '病床がありません。', items: ['total', 'general'] },
];
const whole = {
  form: 'yearly',
  version: 1,
  validFrom: '2026-01-01',
  title: '報告',
  respondent: 'institution',
  audience: ['hospital', 'clinic'],
  cadence: 'yearly',
};

const form = formOf({ ...whole, sections, checks });
const keysOf = (of: Form): string[] => of.items.map(({ key }) => key);

describe('What one kind of institutions is asked', () => {
  const clinic = form.narrowed('clinic');

  it('leaves out sections, items, columns, options and checks that are for others', () => {
    expect(keysOf(form.narrowed('hospital'))).toEqual(keysOf(form));
    expect(keysOf(clinic)).toEqual(['general', 'total', 'services', 'hours']);
    expect(clinic.sections.map(({ code }) => code)).toEqual(['beds', 'services']);
    expect(clinic.item('services')).toMatchObject({ options: [{ code: 'parking' }] });
    expect(clinic.item('hours')).toMatchObject({ columns: [{ key: 'begin' }] });
    expect(clinic.checks.map(({ code }) => code)).toEqual(['some']);
    expect(form.narrowed('clinic')).toBe(clinic);
  });

  it('is judged as a form of its own: what is for others is neither missing nor wrong nor counted', () => {
    const values = { general: 3, mental: 9 };
    const judged = judge(clinic, values);
    expect(judged).toMatchObject({ missing: [], errors: [], computed: { total: 3 } });
    expect(settled(clinic, values, judged)).toEqual({ general: 3, total: 3 });
    expect(judge(form.narrowed('hospital'), values)).toMatchObject({ errors: [{ field: 'general' }] });
  });

  it('is read as a form of its own', () => {
    expect(readAnswers(clinic, { general: '3', mental: '9', services: 'parking,shop' })).toMatchObject({
      values: { general: 3 },
      problems: [{ field: 'services' }],
    });
  });
});

describe('A part of a form', () => {
  const isBasic = (item: Item): boolean => item.class === 'basic';

  it('has the items that are kept, and no section without any', () => {
    const basic = form.only(isBasic);
    expect(keysOf(basic)).toEqual(['services']);
    expect(basic.sections.map(({ code }) => code)).toEqual(['services']);
    expect(basic.checks).toEqual([]);
    expect(form.only(isBasic)).toBe(basic);
    expect(form.narrowed('clinic').only(isBasic).item('services')).toMatchObject({ options: [{ code: 'parking' }] });
  });
});

describe('A form that is shown a section at a time', () => {
  const hospital = form.narrowed('hospital');
  const values = { general: 3, mental: 9, services: ['parking'] };
  const view = formView(hospital, {
    values,
    judged: judge(hospital, values),
    seen: inputTexts(hospital, values),
    section: { code: 'services', href: (code) => `/reports/${code}` },
  });

  it('has that section alone, and the progress of all with their addresses', () => {
    expect(view.sections.map(({ code }) => code)).toEqual(['services']);
    expect(view.progress).toEqual([
      { code: 'beds', title: '病床', href: '/reports/beds', current: false, progress: '入力済み', done: true },
      { code: 'services', title: 'サービス', href: '/reports/services', current: true, progress: '', done: true },
      { code: 'wards', title: '病棟', href: '/reports/wards', current: false, progress: '', done: true },
    ]);
  });

  it('sends no other section, so that nothing of these is changed', () => {
    expect(JSON.parse(view.seen)).toEqual({ services: 'parking' });
  });
});

describe('A version in several files', () => {
  it('is a form and a file for each section, in the order of their names', () => {
    const folder = mkdtempSync(join(tmpdir(), 'forms-'));
    mkdirSync(join(folder, 'yearly/v1'), { recursive: true });
    const write = (file: string, content: object) =>
      writeFileSync(join(folder, 'yearly/v1', file), JSON.stringify(content));
    for (const [index, section] of sections.entries()) write(`${index + 1}-${section.code}.json`, section);
    expect(() => loadForms(pathToFileURL(folder))).toThrow('yearly/v1: form.json is missing');
    write('form.json', { ...whole, checks });
    const loaded = loadForms(pathToFileURL(folder)).version('yearly', 1);
    expect(loaded?.sections).toEqual(form.sections);
    rmSync(folder, { recursive: true });
  });
});
