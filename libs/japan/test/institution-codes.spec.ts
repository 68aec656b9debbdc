import fc from 'fast-check';
import {
  checkDigitOf,
  feeTableOfInstitutionCode,
  hasFittingCheckDigit,
  prefectureOfInstitutionCode,
} from '../src/index.js';
import { institutions } from './institutions.js';

const digits = (length: number): fc.Arbitrary<string> => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`));

describe('the check digit of a 保険機関コード (R26)', () => {
  it.each(['0110113719', '2739400105'])('fits %s over all nine digits', (code) => {
    expect(checkDigitOf(code.slice(0, 9))).toBe(code.slice(-1));
    expect(hasFittingCheckDigit(code)).toBe(true);
  });

  it('fits 1310110049, a code of Tokyo, over its last six digits alone', () => {
    expect(checkDigitOf('131011004')).not.toBe('9');
    expect(checkDigitOf('011004')).toBe('9');
    expect(hasFittingCheckDigit('1310110049')).toBe(true);
  });

  it('does not fit the example of the instructions, which ought to end in 6', () => {
    expect(hasFittingCheckDigit('3641234567')).toBe(false);
    expect(hasFittingCheckDigit('3641234566')).toBe(true);
  });

  it('fits every published institution, as medical (1) or dental (3)', () => {
    const misfits = institutions.filter(
      ({ prefecture, code }) => !['1', '3'].some((table) => hasFittingCheckDigit(prefecture + table + code)),
    );
    expect(institutions.length).toBeGreaterThan(300);
    expect(misfits).toEqual([]);
  });

  it('notices every single wrong digit of the number proper, under one rule at least', () => {
    const wrong = fc.tuple(digits(9), fc.nat(5), fc.integer({ min: 1, max: 9 }));
    fc.assert(
      fc.property(wrong, ([payload, place, by]) => {
        const index = payload.length - 1 - place;
        const other = String((Number(payload[index]) + by) % 10);
        const changed = payload.slice(0, index) + other + payload.slice(index + 1);
        expect(checkDigitOf(changed)).not.toBe(checkDigitOf(payload));
      }),
    );
  });

  it.each(['', '364123456', '36412345671', '３６４１２３４５６６', '36412345x6'])('does not fit %j', (text) => {
    expect(hasFittingCheckDigit(text)).toBe(false);
  });
});

describe('the prefecture of a code (R26)', () => {
  it('is its first two digits', () => {
    expect(prefectureOfInstitutionCode('3641234566')).toBe('36');
  });

  it.each(['0041234566', '4841234566', '', 'x'])('is none for %j', (code) => {
    expect(prefectureOfInstitutionCode(code)).toBeUndefined();
  });
});

it('the third digit of a code tells its fee table (R26)', () => {
  const tables = ['0110113719', '0130113719', '0140113719', '0160113719', '0190113719'].map(feeTableOfInstitutionCode);
  expect(tables).toEqual(['medical', 'dental', 'pharmacy', 'visiting-nurses', undefined]);
});
