import fc from 'fast-check';
import { answerText, formOf, inputTexts, readAnswers, type PlainItem } from '../src/index.js';
import { placesOf, valueAt } from '../src/values.js';
import { example } from './example.js';

const form = formOf(example());
const read = (body: unknown) => readAnswers(form, body);

describe('What is typed', () => {
  it.each([
    ['beds', '12', 12],
    ['beds', '１２', 12],
    ['beds', '1,234', 1234],
    ['beds', '１，２３４床', 1234],
    ['beds', ' 〇 ', 0],
    ['beds', '３〇', 30],
    ['beds', '007', 7],
    ['stay', '12.5日', 12.5],
    ['stay', '１２．５', 12.5],
    ['from', '10時30分', '10:30'],
    ['from', '10時半', '10:30'],
    ['from', '９：０５', '09:05'],
    ['from', '0930', '09:30'],
    ['from', '午後3時', '15:00'],
    ['from', '午前12時', '00:00'],
    ['from', '24:00', '24:00'],
    ['from', '9', '09:00'],
    ['opened', '2026-12-30', '2026-12-30'],
    ['opened', '2026年12月3日（木）', '2026-12-03'],
    ['opened', '令和8年12月30日', '2026-12-30'],
    ['opened', '平成元年1月8日', '1989-01-08'],
    ['opened', 'R8.1.5', '2026-01-05'],
    ['opened', '２０２６／１／５', '2026-01-05'],
    ['state', 'limited', 'limited'],
    ['state', '制限', 'limited'],
    ['parking', '有り', '1'],
    ['parking', 'なし', '0'],
    ['cards', '0', '0'],
    ['services', ['print', 'sign'], ['sign', 'print']],
    ['services', 'print,sign', ['sign', 'print']],
    ['services', '手話、筆談', ['sign-print']],
    ['services', '手話、筆談、点字', ['sign-print', 'print']],
    ['name', '⻄宮\u200B病院 ', '西宮病院'],
    ['kana', 'ｻｸﾗびょういん', 'サクラビョウイン'],
    ['latin', 'Ｓａｋｕｒａ', 'Sakura'],
    ['site', 'www.example.com/a', 'https://www.example.com/a'],
    ['mail', 'ａ＠example.com', 'a@example.com'],
    ['phone', '０９９-286-2707', '0992862707'],
    ['postal_code', '〒890-8577', '8908577'],
    ['note', 'a\r\nb', 'a\nb'],
  ])('in %s: %j is %j', (field, typed, value) => {
    expect(read({ [field]: typed })).toMatchObject({ values: { [field]: value }, problems: [] });
  });

  it.each([
    ['beds', '十二'],
    ['beds', '12-13'],
    ['beds', '1.5'],
    ['beds', '-1'],
    ['beds', '5001'],
    ['beds', '12人'],
    ['beds', '1234567890123456'],
    ['stay', '1.25'],
    ['from', '25:00'],
    ['from', '24:01'],
    ['from', '10:60'],
    ['opened', '2026-02-29'],
    ['opened', '30-12-2026'],
    ['opened', '0002-12-30'],
    ['state', 'stopped'],
    ['services', 'sign,none'],
    ['kana', '漢字'],
    ['latin', '漢字'],
    ['site', 'ホームページ'],
    ['mail', 'あ'],
    ['phone', '119'],
    ['postal_code', '12'],
    ['name', 'あいうえおかきくけこさ'],
    ['name', 'よろしく😀'],
  ])('in %s as %j is refused in one sentence with its label, and kept as it was typed', (field, typed) => {
    const reading = read({ [field]: typed });
    expect(reading.problems.map((problem) => problem.field)).toEqual([field]);
    expect(reading.problems[0]?.message).toContain(form.item(field)?.label);
    expect(reading.typed).toEqual({ [field]: typed });
  });

  it('of a table is read by row and column', () => {
    const { values, problems } = read({
      'hours.mon.begin': '22時',
      'hours.mon.end': '6:00',
      'hours.sun.end': '6:00',
      'staff.0.job': 'doctor',
      'staff.0.full': '3.5人',
      'staff.2.job': '看護師',
      'staff.2.total': '9',
    });
    expect(problems).toEqual([]);
    expect(values).toEqual({
      hours: { mon: { begin: '22:00', end: '06:00' } },
      staff: [{ job: 'doctor', full: 3.5 }, {}, { job: 'nurse' }],
    });
  });

  it('of a table is refused by the name of its row', () => {
    expect(read({ 'hours.tue.begin': 'x', 'staff.0.full': 'x' }).problems.map(({ message }) => message)).toEqual([
      '火の開始は「9:30」のように、0:00から24:00までの時刻を入力してください。',
      '1行目の常勤は数字で入力してください。',
    ]);
    const rows = Object.fromEntries([0, 1, 2, 3].map((row) => [`staff.${row}.job`, 'nurse']));
    expect(read(rows).problems).toEqual([{ field: 'staff', message: '職員は3行以内で入力してください。' }]);
  });

  it('that is blank has no value', () => {
    const blank = Object.fromEntries(
      ['name', 'beds', 'state', 'services', 'opened', 'from'].map((key) => [key, ' 　']),
    );
    expect(read({ ...blank, 'staff.0.job': '' })).toMatchObject({ values: {}, problems: [] });
  });

  it('may be anything at all: reading never throws', () => {
    const names = form.items.flatMap(({ key }) => [key, `${key}.0.job`, `${key}.mon.begin`, `${key}.999999.job`]);
    const sent = fc.dictionary(fc.constantFrom(...names, '__proto__', 'constructor', '', '.', 'x.y.z'), fc.anything());
    fc.assert(
      fc.property(fc.oneof(fc.anything(), sent, sent), (body) => {
        const { values, typed, problems } = read(body);
        expect([typeof values, typeof typed, Array.isArray(problems)]).toEqual(['object', 'object', true]);
        expect(JSON.stringify(values)).toBe(JSON.stringify(JSON.parse(JSON.stringify(values))));
      }),
      { numRuns: 300 },
    );
  });
});

const codes = (item: PlainItem): string[] =>
  item.type === 'one' || item.type === 'many' ? item.options.map(({ code }) => code) : ['0', '1'];

const time = fc
  .tuple(fc.nat(23), fc.nat(59))
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));

const valueOf = (item: PlainItem): fc.Arbitrary<unknown> => {
  switch (item.type) {
    case 'int':
      return fc.integer({ min: item.min ?? 0, max: item.max ?? 99_999_999 });
    case 'decimal':
      return fc.nat(99_999_999).map((figure) => figure / 10);
    case 'one':
    case 'yes-no':
    case 'can':
      return fc.constantFrom(...codes(item));
    case 'many':
      return fc.subarray(codes(item), { minLength: 1 });
    case 'date':
      return fc
        .date({ min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true })
        .map((at) => at.toISOString().slice(0, 10));
    case 'time':
      return fc.oneof(time, fc.constant('24:00'));
    default:
      return fc.string({ unit: 'binary', maxLength: 12 });
  }
};

describe('A value that was read', () => {
  const plain = form.items.filter((item): item is PlainItem => !['grid', 'rows', 'computed'].includes(item.type));

  it.each(plain.map((item) => [item.key, item] as const))(
    '%s reads back the same, from its field and as it is shown',
    (key, item) => {
      fc.assert(
        fc.property(valueOf(item), (given) => {
          const { values, problems } = read({ [key]: given });
          if (problems.length > 0) return;
          expect(read(inputTexts(form, values)).values).toEqual(values);
          expect(read({ [key]: answerText(item, values[key]) }).values).toEqual(values);
        }),
        { numRuns: 200 },
      );
    },
  );

  it('in tables reads back the same from its fields', () => {
    const cell = fc.constantFrom('', '9:30', '22時', 'doctor', '看護師', '1.5', '12人');
    const names = ['hours.mon.begin', 'hours.tue.end', 'staff.0.job', 'staff.0.full', 'staff.1.part', 'staff.2.job'];
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), cell), (body) => {
        const { values } = read(body);
        expect(read(inputTexts(form, values)).values).toEqual(values);
      }),
    );
  });
});

describe('A value is shown', () => {
  const shown = (key: string, value: unknown) => answerText(form.item(key)!, value as string);

  it.each([
    ['beds', 1234, '1,234床'],
    ['beds', 0, '0床'],
    ['stay', 12.5, '12.5日'],
    ['use', 0.1234, '12.3%'],
    ['use', 1, '100.0%'],
    ['staff_total', 3, '3.0人'],
    ['state', 'limited', '制限'],
    ['state', 'gone', 'gone'],
    ['parking', '1', '有り'],
    ['cards', '0', '不可'],
    ['services', ['sign', 'print'], '手話、点字'],
    ['opened', '2026-12-03', '2026年12月3日'],
    ['from', '09:05', '9:05'],
    ['beds', undefined, ''],
    ['services', [], ''],
    ['hours', { mon: { begin: '22:00', end: '06:00' } }, '月：開始 22:00、終了 6:00'],
    ['staff', [{ job: 'doctor', full: 2 }, {}, { job: 'nurse' }], '1行目：職種 医師、常勤 2人\n3行目：職種 看護師'],
  ])('%s %j as %s', (key, value, text) => {
    expect(shown(key, value)).toBe(text);
  });

  it('from a table, at each of its places', () => {
    const { values } = read({ 'hours.mon.begin': '9', 'staff.0.full': '2' });
    const texts = form.items
      .flatMap((item) => placesOf(item, values))
      .map((place) => [place.name, answerText(place.item, valueAt(values, place))])
      .filter(([, text]) => text !== '');
    expect(texts).toEqual([
      ['hours.mon.begin', '9:00'],
      ['staff.0.full', '2人'],
    ]);
  });
});
