import {
  formOf,
  judge,
  readAnswers,
  refusalsOf,
  settled,
  startingValues,
  withSectionOf,
  type Values,
} from '../src/index.js';
import { example } from './example.js';

const form = formOf(example());
const judged = (values: Values, last?: Values) => judge(form, values, { last });
const filled: Values = { name: 'さくら病院', beds: 40, used: 10, hours: { mon: { begin: '22:00', end: '06:00' } } };

describe('What is asked', () => {
  it('depends on other answers, blank ones decide nothing', () => {
    expect(judged({}).shown.has('why')).toBe(false);
    expect(judged({ state: 'limited' }).shown.has('why')).toBe(true);
    expect(judged({ other_state: 'limited' }).shown.has('why')).toBe(true);
    expect(judged({ state: 'normal', other_state: 'normal' }).shown.has('why')).toBe(false);
  });

  it('is missing where it is required and blank, in the order of the page', () => {
    expect(judged({}).missing).toEqual(['name', 'beds', 'hours']);
    expect(judged({ ...filled, state: 'limited', parking: '1' }).missing).toEqual(['why', 'places']);
    expect(judged({ ...filled, parking: '0' }).missing).toEqual([]);
  });

  it('of a table is each cell that its row requires', () => {
    const values: Values = {
      ...filled,
      hours: { tue: { begin: '09:00' } },
      staff: [{ full: 2 }, {}, { job: 'nurse' }],
    };
    expect(judged(values).missing).toEqual(['hours.tue.end', 'staff.0.job']);
  });

  it('is counted by section: what must be answered, and what of it is', () => {
    const { sections } = judged({ name: 'さくら病院', used: 3, state: 'limited' });
    expect(sections.map(({ code, answered, asked }) => [code, answered, asked])).toEqual([
      ['texts', 1, 1],
      ['figures', 0, 1],
      ['choices', 0, 1],
      ['tables', 0, 1],
    ]);
  });
});

describe('What is computed', () => {
  it('is blank where a figure is, and where it would be divided by zero', () => {
    expect(judged({ beds: 40 }).computed).toEqual({ all: 40 });
    expect(judged({ beds: 0, used: 0 }).computed).toEqual({ all: 0 });
    expect(judged({}).computed).toEqual({});
  });

  it('is a fraction where it is a share, and has the places that it says', () => {
    expect(judged({ beds: 3, used: 1 }).computed).toMatchObject({ use: 0.333, all: 4 });
  });

  it('in a row sees the columns of its row, and a total sees all rows', () => {
    const { computed } = judged({ staff: [{ job: 'doctor', full: 0.1, part: 0.2 }, {}, { job: 'nurse', full: 4 }] });
    expect(computed).toMatchObject({ 'staff.0.total': 0.3, 'staff.2.total': 4, staff_total: 4.3 });
    expect(judged({ staff: [{ job: 'doctor' }, { full: 1 }] }).computed).not.toHaveProperty('staff_total');
  });

  it('cannot be sent', () => {
    expect(readAnswers(form, { use: '99', all: '1' }).values).toEqual({});
  });
});

describe('What is wrong', () => {
  it('is an error beside the first field of a check, or a warning; blank figures break nothing', () => {
    expect(judged({ ...filled, used: 50 }).errors).toEqual([
      { field: 'used', message: '使用中が、病床数を超えています。' },
    ]);
    expect(judged({ used: 50 }).errors).toEqual([]);
    expect(judged({ ...filled, beds: 10, state: 'normal' }).warnings).toEqual([
      { code: 'few', message: '病床数が少ないようです。', items: ['beds'] },
    ]);
    expect(judged({ ...filled, beds: 10 }).warnings).toEqual([]);
  });

  it('in a row of a table is said of that row; a range over midnight is none', () => {
    const hours = { mon: { begin: '22:00', end: '06:00' }, tue: { begin: '09:00', end: '09:00' } };
    expect(judged({ ...filled, hours }).errors).toEqual([
      { field: 'hours.tue.end', message: '火：開始と終了が同じです。' },
    ]);
  });

  it('is also a limit that a stored value breaks', () => {
    expect(judged({ ...filled, beds: 5001 }).errors.map(({ field }) => field)).toEqual(['beds']);
    expect(judged({ ...filled, beds: 40.5 }).errors.map(({ field }) => field)).toEqual(['beds']);
  });

  it('is told one thing a field, in the order of the page, and nothing of what is not asked', () => {
    const sent = { name: '', beds: 'x', used: '3', why: 'あ'.repeat(200), 'hours.tue.begin': '9' };
    const { values, problems } = readAnswers(form, sent);
    expect(refusalsOf(form, problems, judged(values)).map(({ field, message }) => `${field} ${message}`)).toEqual([
      'name 名称を入力してください。',
      'beds 病床数は数字で入力してください。',
      'hours.tue.end 火の終了を入力してください。',
    ]);
  });
});

describe('What changed since last time', () => {
  it('is named by field; for a table the table too', () => {
    const last = { ...filled, services: ['sign', 'print'] };
    const now = { ...filled, used: 12, services: ['print', 'sign'], hours: { mon: { begin: '21:00', end: '06:00' } } };
    expect([...judged(now, last).changed]).toEqual(['used', 'hours', 'hours.mon.begin']);
    expect([...judged({ ...now, used: 10 }, now).changed]).toEqual(['used']);
    expect(judged(now).changed.size).toBe(0);
    const { used: _, ...without } = now;
    expect([...judged(without, now).changed]).toEqual(['used']);
  });

  it('can be taken back for one section', () => {
    const now = { ...filled, beds: 1, used: 2, name: '別の名称' };
    expect(withSectionOf(form, 'figures', now, { beds: 40, name: '前の名称' })).toEqual({
      name: '別の名称',
      beds: 40,
      hours: filled['hours'],
    });
  });
});

describe('Answers', () => {
  it('are kept with what is computed, and without blank rows and what is not asked', () => {
    const values: Values = { ...filled, why: '前の内容', state: 'normal', staff: [{}, { job: 'nurse', full: 1.5 }] };
    expect(settled(form, values, judged(values))).toEqual({
      ...filled,
      state: 'normal',
      use: 0.25,
      all: 50,
      staff: [{ job: 'nurse', full: 1.5, total: 1.5 }],
      staff_total: 1.5,
    });
  });

  it('begin from what the items say: last time, the master; not from what this version no longer takes', () => {
    const last = { beds: 40, used: -1, state: 'normal', name: '前の名称' };
    expect(startingValues(form, { last, master: { name: '台帳の名称' } })).toEqual({ beds: 40, name: '台帳の名称' });
    expect(startingValues(form, {})).toEqual({});
  });
});
