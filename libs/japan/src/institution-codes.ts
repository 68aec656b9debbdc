/**
 * 保険医療機関コード and 保険薬局コード, ten digits: prefecture (2), fee table (1: medical 1, dental 3, pharmacy 4, visiting nurses 6)
 * and seven digits, the last of which is a check digit.
 */
import { findPrefecture } from './prefectures.js';

/**
 * The check digit of the Luhn algorithm (ISO/IEC 7812-1, annex B).
 * @param payload digits without the check digit
 * @returns one digit
 */
export function checkDigitOf(payload: string): string {
  const sum = [...payload].reverse().reduce((total, digit, index) => {
    const product = Number(digit) * (index % 2 === 0 ? 2 : 1);
    return total + Math.floor(product / 10) + (product % 10);
  }, 0);
  return String((10 - (sum % 10)) % 10);
}

/**
 * Whether the check digit fits. Most prefectures compute it over the nine digits before it; 埼玉, 千葉, 東京 and 神奈川 over the
 * last six of them. No rule is published (measured on 97,000 codes), so either is accepted everywhere. A misfit is
 * never a reason to refuse a code.
 */
export function hasFittingCheckDigit(code: string): boolean {
  if (!/^\d{10}$/.test(code)) return false;
  const last = code.slice(-1);
  return checkDigitOf(code.slice(0, 9)) === last || checkDigitOf(code.slice(3, 9)) === last;
}

/** The prefecture (two digits) at the beginning of a code; undefined where there is none. */
export const prefectureOfInstitutionCode = (code: string): string | undefined => findPrefecture(code.slice(0, 2))?.code;

/** 点数表: by which table of fees an institution bills. */
export type FeeTable = 'medical' | 'dental' | 'pharmacy' | 'visiting-nurses';

const feeTables: Readonly<Record<string, FeeTable>> = {
  '1': 'medical',
  '3': 'dental',
  '4': 'pharmacy',
  '6': 'visiting-nurses',
};

/** The fee table of a code, its third digit; undefined for a digit that stands for none. */
export const feeTableOfInstitutionCode = (code: string): FeeTable | undefined => feeTables[code.charAt(2)];
