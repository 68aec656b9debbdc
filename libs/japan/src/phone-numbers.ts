/** Telephone numbers (R25, R35): ten or eleven digits. */
import { digitsIn, plainCode } from './typed-codes.js';

/** `several`: a whole number with more digits after it. `zeros`: +81 and two zeros. */
export type PhoneFault =
  | { readonly kind: 'not-digits' | 'several' | 'extension' | 'zeros' }
  | { readonly kind: 'length'; readonly digits: number };

export type PhoneCheck =
  | { readonly ok: true; readonly number: string; readonly beginsWithZero: boolean }
  | { readonly ok: false; readonly fault: PhoneFault };

/** +81, also in brackets and with the 0 that it replaces: +81 3, +81(0)3, +81 (03), (+81)03. */
const JAPAN = /\(? ?\+ ?\(?81[) -]*(?:\(0\)[ -]*)?(?<bracket>\(?)0?/u;
const EXTENSION = /\d\D*(?:内線|ext)\D*\d/iu;
/** 11 digits have mobile and IP telephones (050, 090); others have 10. */
const ELEVEN_DIGITS = /^0[25-9]0/u;

/** Whether a whole number ends before the last group of digits: 03-1234-5678・9. */
function isSeveral(text: string): boolean {
  let digits = '';
  return (text.match(/\d+/gu) ?? []).some((group) => {
    const isWhole = digits.length === (ELEVEN_DIGITS.test(digits) ? 11 : 10);
    digits += group;
    return isWhole;
  });
}

/**
 * Reads a telephone number as it is typed: in either width, with hyphens, brackets and blanks. `number` has
 * half-width digits alone. `beginsWithZero` is for a warning only: without a leading 0 a number cannot be dialled in
 * Japan, but the official instructions show one as their example.
 */
export function checkPhone(text: string): PhoneCheck {
  if (text === '') return { ok: false, fault: { kind: 'length', digits: 0 } };
  const plain = plainCode(text);
  const national = plain.replace(JAPAN, '$<bracket>0');
  if (EXTENSION.test(national)) return { ok: false, fault: { kind: 'extension' } };
  if (isSeveral(national)) return { ok: false, fault: { kind: 'several' } };
  const number = digitsIn(national);
  if (number === undefined) return { ok: false, fault: { kind: 'not-digits' } };
  if (!/^\d{10,11}$/.test(number)) return { ok: false, fault: { kind: 'length', digits: number.length } };
  // Without +81 it is taken: the official instructions show 00012345678 as an example (R35).
  if (number.startsWith('00') && national !== plain) return { ok: false, fault: { kind: 'zeros' } };
  return { ok: true, number, beginsWithZero: number.startsWith('0') };
}
