/** Telephone numbers as the form takes them (R25, R35): ten or eleven half-width digits, no hyphens. */
import { DASHES, WIDE_DASHES } from './dashes.js';

const FULL_WIDTH = new RegExp(`[！-～\\u3000${WIDE_DASHES}]`, 'u');
const SEPARATED = new RegExp(`^[\\d\\s()+./${DASHES}]*$`, 'u');

export type PhoneFault =
  | { readonly kind: 'not-half-width' }
  | { readonly kind: 'separators' }
  | { readonly kind: 'not-digits' }
  | { readonly kind: 'length'; readonly digits: number };

export type PhoneCheck =
  { readonly ok: true; readonly beginsWithZero: boolean } | { readonly ok: false; readonly fault: PhoneFault };

/**
 * Checks a telephone number. `beginsWithZero` is for a warning only: without a leading 0 a number cannot be dialled in
 * Japan, but the official instructions show one as their example.
 */
export function checkPhone(text: string): PhoneCheck {
  const fault = faultOf(text);
  return fault ? { ok: false, fault } : { ok: true, beginsWithZero: text.startsWith('0') };
}

function faultOf(text: string): PhoneFault | undefined {
  if (/^\d{10,11}$/.test(text)) return undefined;
  if (/^\d*$/.test(text)) return { kind: 'length', digits: text.length };
  if (FULL_WIDTH.test(text)) return { kind: 'not-half-width' };
  if (SEPARATED.test(text)) return { kind: 'separators' };
  return { kind: 'not-digits' };
}
