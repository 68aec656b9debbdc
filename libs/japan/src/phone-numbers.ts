/** Telephone numbers (R25, R35): ten or eleven digits. */
import { readPhoneNumber } from './typed-codes.js';

export type PhoneFault = { readonly kind: 'not-digits' } | { readonly kind: 'length'; readonly digits: number };

export type PhoneCheck =
  | { readonly ok: true; readonly number: string; readonly beginsWithZero: boolean }
  | { readonly ok: false; readonly fault: PhoneFault };

/**
 * Reads a telephone number as it is typed: in either width, with hyphens, brackets and blanks. `number` has
 * half-width digits alone. `beginsWithZero` is for a warning only: without a leading 0 a number cannot be dialled in
 * Japan, but the official instructions show one as their example.
 */
export function checkPhone(text: string): PhoneCheck {
  const number = text === '' ? '' : readPhoneNumber(text);
  if (number === undefined) return { ok: false, fault: { kind: 'not-digits' } };
  if (!/^\d{10,11}$/.test(number)) return { ok: false, fault: { kind: 'length', digits: number.length } };
  return { ok: true, number, beginsWithZero: number.startsWith('0') };
}
