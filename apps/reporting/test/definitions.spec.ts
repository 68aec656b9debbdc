import { judge, loadForms, startingValues, type Form, type Values } from '@todoke/forms';

const forms = loadForms(new URL('../src/forms/', import.meta.url));
const today = '2026-11-20';

/** The numbers of a list of items, with those of parts, as Y20-2 of Y20. */
function numbersOf(form: Form | undefined): string[] {
  const items = form?.items.flatMap((item) => [item, ...('columns' in item ? item.columns : [])]) ?? [];
  return items.map(({ number }) => number ?? '');
}

const upTo = (letter: string, last: number): string[] =>
  Array.from({ length: last }, (_, index) => `${letter}${String(index + 1).padStart(2, '0')}`);

/** What is answered about: the record of an answer has it, so no item asks for it. */
const ofRecord: Readonly<Record<string, readonly string[]>> = {
  // Y01 対象日, Y25 回答者と回答日時
  daily: ['Y01', 'Y25'],
  // K01 都道府県
  recuperation: ['K01'],
};

const surveys = forms.all().filter(({ cadence }) => cadence !== 'yearly');

describe('The forms that are shipped', () => {
  it('are the four surveys, and the two that have ended, with the last day of each (R142)', () => {
    expect(surveys.map(({ form, title, ended }) => [form, title, ended?.on])).toEqual([
      ['consultation-centres', '受診・相談センター調査', '2023-05-07'],
      ['daily', '日次調査', undefined],
      ['recruitment', '人材募集登録', '2024-01-15'],
      ['recuperation', '療養状況調査', undefined],
      ['supplies', '医療用物資備蓄状況・対応状況調査', undefined],
      ['weekly', '週次調査', undefined],
    ]);
  });

  it.each([
    ['daily', upTo('Y', 25)],
    ['recuperation', upTo('K', 20)],
    ['supplies', upTo('B', 13)],
    ['weekly', [...upTo('W', 7), ...upTo('W', 16).slice(10)]],
  ])('%s has every item of its list', (name, listed) => {
    const numbers = new Set(numbersOf(forms.current(name, today)).map((number) => number.replace(/-\d$/, '')));
    const own = [...numbers].filter((number) => number[0] === listed[0]?.[0]);
    expect([...own, ...(ofRecord[name] ?? [])].sort()).toEqual(listed);
  });

  it('mark each item as stated, inferred or from memory', () => {
    const items = forms.all().flatMap((form) => form.items);
    expect(items.filter(({ source }) => source === undefined)).toEqual([]);
    const ended = forms.all().filter(({ ended: end }) => end !== undefined);
    expect(new Set(ended.flatMap((form) => form.items.map(({ source }) => source)))).toEqual(
      new Set(['memory', 'inferred']),
    );
  });

  it('are answered by hospitals, or by prefectures (R140)', () => {
    expect(
      Object.fromEntries(surveys.map(({ form, respondent, audience }) => [form, [respondent, ...audience]])),
    ).toEqual({
      'consultation-centres': ['prefecture'],
      daily: ['institution', 'hospital'],
      recruitment: ['institution', 'hospital', 'clinic'],
      recuperation: ['prefecture'],
      supplies: ['prefecture'],
      weekly: ['institution', 'hospital'],
    });
  });
});

describe('日次調査', () => {
  const daily = forms.current('daily', today)!;
  const usual: Values = {
    ...{ outpatient: 'normal', inpatient: 'normal', emergency: 'normal', surgery: 'normal' },
    ...{ doctors: 'normal', nurses: 'normal', other_staff: 'normal' },
    ...{ visitors: 3, tests: 4, new_admissions: 1, in_hospital: 5, severe: 1, icu: 1, ventilator: 1 },
    ...{ secured_beds: 20, secured_severe: 2, ready_beds: 10, ready_severe: 1, empty_beds: 5, empty_severe: 0 },
    acceptance: 'yes',
  };

  it('of an ordinary day is complete, and has nothing to be warned of', () => {
    expect(judge(daily, usual)).toMatchObject({ missing: [], errors: [], warnings: [] });
  });

  it('begins from yesterday, but for the figures of the day itself', () => {
    const { visitors: _, tests: __, new_admissions: ___, ...rest } = usual;
    expect(startingValues(daily, { last: usual })).toEqual(rest);
    expect(judge(daily, rest).missing).toEqual(['visitors', 'tests', 'new_admissions']);
  });

  it('asks what is restricted as soon as something is', () => {
    expect(judge(daily, { emergency: 'limited' }).missing).toContain('restriction_note');
    expect(judge(daily, usual).shown.has('restriction_note')).toBe(false);
  });

  it.each([
    ['severe', { severe: 6 }],
    ['icu', { icu: 2 }],
    ['empty_severe', { empty_severe: 6 }],
    ['secured_severe', { secured_severe: 21 }],
  ])('refuses more in %s than in what it is part of', (field, change) => {
    expect(judge(daily, { ...usual, ...change }).errors.map((error) => error.field)).toEqual([field]);
  });

  it('says where empty beds are others than ready ones without patients, and takes them', () => {
    const judged = judge(daily, { ...usual, empty_beds: 3 });
    expect([judged.errors.length, judged.warnings.map(({ code }) => code)]).toEqual([0, ['empty-as-expected']]);
  });
});

describe('療養状況調査', () => {
  const recuperation = forms.current('recuperation', today)!;

  it('computes the shares of beds and of patients', () => {
    const { computed } = judge(recuperation, {
      patients: 300,
      inpatients: 60,
      inpatients_secured: 50,
      secured_beds: 200,
    });
    expect(computed).toEqual({ bed_use: 0.25, admission_rate: 0.2 });
  });

  it('refuses a total that is none', () => {
    const parts = { inpatients: 60, lodging: 40, home: 190, adjusting: 10 };
    expect(judge(recuperation, { ...parts, patients: 300 }).errors).toEqual([]);
    expect(judge(recuperation, { ...parts, patients: 301 }).errors.map(({ field }) => field)).toEqual(['patients']);
  });
});

describe('医療用物資備蓄状況・対応状況調査', () => {
  it('begins with what was there last time, and counts on from it', () => {
    const supplies = forms.current('supplies', today)!;
    const last = { goods: { n95: { previous: 100, received: 50, issued: 30, present: 120, target: 240 } } };
    const begun = startingValues(supplies, { last });
    expect(begun).toEqual({ goods: { n95: { previous: 120, target: 240 } } });
    const { computed } = judge(supplies, { goods: { n95: { previous: 120, received: 0, issued: 60, target: 240 } } });
    expect(computed).toEqual({ 'goods.n95.present': 60, 'goods.n95.sufficiency': 0.25 });
  });
});
