import { findAddresses, hasFittingCheckDigit, prefectureOfInstitutionCode, prefectures } from '@todoke/japan';
import { applicationFields, applicationSchema, localHints, warnings, type ApplicationKey } from '../src/index.js';

/** The example at the end of a hint. */
const exampleIn = (prefecture: string, key: ApplicationKey): string =>
  /例：(.+)$/.exec(localHints(prefecture)[key]?.hint ?? '')?.[1] ?? '';

describe.each(prefectures)('the examples for $name', ({ code }) => {
  it('are of a place there, and together an application without a warning', () => {
    const own: ApplicationKey[] = ['postalCode', 'municipality', 'street', 'phone', 'departmentPhone', 'insuranceCode'];
    const local = Object.fromEntries(own.map((key) => [key, exampleIn(code, key)]));
    const others = Object.fromEntries(
      Object.entries(applicationFields).map(([key, { example }]) => [key, example ?? '']),
    );
    const items = applicationSchema.parse({ ...others, ...local, prefecture: code, institutionCode: '' });
    expect(warnings(items)).toEqual([]);
    const [place] = findAddresses(items.postalCode);
    expect(place).toMatchObject({ prefecture: code, municipality: items.municipality });
    expect(items.street.startsWith(place?.street ?? '-')).toBe(true);
    expect(prefectureOfInstitutionCode(items.insuranceCode ?? '')).toBe(code);
    expect(hasFittingCheckDigit(items.insuranceCode ?? '')).toBe(true);
  });
});

it('leave every other hint as it is, and all of them where no prefecture is known', () => {
  expect(localHints('')).toEqual({});
  expect(localHints('46')['institutionName']).toBeUndefined();
  expect(localHints('46')['phone']?.hint).toBe(
    'ハイフンなしの半角数字10桁または11桁で入力してください。例：0990000000',
  );
});
