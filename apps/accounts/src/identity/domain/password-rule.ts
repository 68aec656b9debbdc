import { commonPasswords } from './common-passwords.js';

/** Characters (R133). */
export const shortestPassword = 8;
const longestPassword = 128;

/** Characters of what is typed for a password; the rule says more of what is no longer than this. */
export const longestTyped = 1_000;

/** The characters of a password: what a keyboard types without an IME. */
export const typeable = /^[\x20-\x7e]*$/;

/** What is said of other characters where a password is asked for. */
export const typedByIme =
  'パスワードに全角文字や目に見えない文字が含まれています。日本語入力をオフにして、半角で入力し直してください。';

/** What is wrong with a password, in the reader's words. */
export type PasswordFault =
  'too-short' | 'too-long' | 'characters' | 'upper-case' | 'lower-case' | 'digit' | 'login-id' | 'common';

export const passwordFaults: Readonly<Record<PasswordFault, string>> = {
  'too-short': `パスワードは${shortestPassword}文字以上で入力してください。`,
  'too-long': `パスワードは${longestPassword}文字以内で入力してください。`,
  characters: 'パスワードは半角の英字・数字・記号で入力してください。全角文字は使用できません。',
  'upper-case': 'パスワードに半角英大文字（A～Z）を1文字以上含めてください。',
  'lower-case': 'パスワードに半角英小文字（a～z）を1文字以上含めてください。',
  digit: 'パスワードに半角数字（0～9）を1文字以上含めてください。',
  'login-id': 'パスワードにユーザ名を含めないでください。',
  common: '推測されやすいパスワードです。別のパスワードを入力してください。',
};

/** Sequences and repeated endings that people append to a common word to satisfy a rule. */
const bare = (password: string): string => password.toLowerCase().replace(/[^a-z0-9]/g, '');
const stem = (password: string): string => bare(password).replace(/\d+$/, '');

/**
 * R133: half-width upper case, lower case and digit, eight characters or more. Symbols, blanks and long phrases are
 * welcome. What is on the list of common and leaked passwords is not.
 * @returns everything that is wrong; nothing for a good password
 */
export function faultsOf(password: string, loginId?: string): PasswordFault[] {
  if (!typeable.test(password)) return ['characters'];
  const faults: PasswordFault[] = [];
  if (password.length < shortestPassword) faults.push('too-short');
  if (password.length > longestPassword) faults.push('too-long');
  if (!/[A-Z]/.test(password)) faults.push('upper-case');
  if (!/[a-z]/.test(password)) faults.push('lower-case');
  if (!/\d/.test(password)) faults.push('digit');
  if (faults.length > 0) return faults;
  if (loginId !== undefined && password.toLowerCase().includes(loginId.toLowerCase())) return ['login-id'];
  return isCommon(password) ? ['common'] : [];
}

const isCommon = (password: string): boolean =>
  commonPasswords.exact.has(bare(password)) || (commonPasswords.stems.has(stem(password)) && password.length < 14);
