/**
 * Codes and numbers that a machine made, as people type and paste them: in full width, with blanks, invisible
 * characters and dashes of all kinds, with their label before them and a word after them. Each function reads one kind.
 */
import { DASHES, toHyphens } from './dashes.js';
import { withoutInvisible } from './unusable-characters.js';

/** Longer than any code with all that people paste around it. */
const longest = 1_000;

/** The text in half width, without invisible characters, with one kind of dash and single blanks. */
export const plainCode = (text: string): string =>
  toHyphens(withoutInvisible(text.slice(0, longest).normalize('NFKC')))
    .replace(/\s+/gu, ' ')
    .trim();

const SIGNS = '\\s\\-:：;.。,、()[\\]<>「」『』【】〔〕"\'#';

/** What stands before and after a number: Japanese words such as 認証コード, short ones of other languages, signs. */
const BEFORE = new RegExp(`^(?:[^\\x20-\\x7e]|tel|fax|phone|code|no|[${SIGNS}])+`, 'iu');
const AFTER = new RegExp(`(?:[^\\x20-\\x7e]|[${SIGNS}])+$`, 'u');
const SEPARATORS = /[\s\-.,()/_~・一]/gu;

/** The digits of a number; undefined where letters or words stand between them, or where there are none. */
export function digitsIn(text: string): string | undefined {
  if (text.length > longest) return undefined;
  const digits = plainCode(text).replace(AFTER, '').replace(BEFORE, '').replace(SEPARATORS, '');
  return /^\d+$/.test(digits) ? digits : undefined;
}

/** The digits of a number with at most its label before it and with Japanese words after it, whatever is in them. */
export function digitsBeforeWords(text: string): string | undefined {
  if (text.length > longest) return undefined;
  const number = /^([\d -]*\d)[ (]*[^\x20-\x7e]/u.exec(plainCode(text).replace(BEFORE, ''))?.[1];
  return number?.replace(SEPARATORS, '');
}

const SIX_DIGITS = /(?<!\d)\d{6}(?!\d)/gu;
const WITHIN_A_NUMBER = new RegExp(`(?<=\\d)[\\s${DASHES}.,・]+(?=\\d)`, 'gu');

/** The six digits of a 認証コード (R16, R19), alone or in a text that has no others; undefined where there are none. */
export function readVerificationCode(text: string): string | undefined {
  if (text.length > longest) return undefined;
  const plain = plainCode(text);
  for (const read of [plain, plain.replace(WITHIN_A_NUMBER, ''), plain.replace(/(?<=\d)-(?=\d)/gu, '')]) {
    const codes = new Set(read.match(SIX_DIGITS) ?? []);
    if (codes.size === 1) return [...codes][0];
  }
  return undefined;
}

/** What stands before a code, with a sign or a blank between them. */
const LABEL = /^(?:[^:=\d]*[^\x20-\x7e][^:=\d]*[:= ]|(?:(?:login|user)[ -]?)?(?:id|name)[:= ]|(?:code|no)[.:= ])/u;
/** A Japanese word as `plainCode` leaves it, which takes the long-vowel sign for a hyphen. */
const WORD = '(?:[^\\x20-\\x7e]|(?<=[^\\x20-\\x7e])-)*';
/** Labels to which a code may be stuck: ユーザ名abc123, ログインID（ユーザ名）abc123, 機関コード123, 第123. */
const STUCK = new RegExp(
  `^${WORD}(?:(?:(?:ログイン|ユ-ザ-?|利用者|アカウント)(?:id|名)?)+(?:\\([^()]*\\))?|名|コ-ド|番号|第(?=\\d))`,
  'u',
);
const AROUND = /^[^\p{L}\d]+|(?:\([^()]*[^\x20-\x7e][^()]*\)|です|(?<=\d)号|様)?[^\p{L}\d]*$/gu;

const withoutLabel = (code: string): string => code.replace(LABEL, '').replace(STUCK, '').replace(AROUND, '');

/** The text of a code without its label and the signs and words around it; as it was typed where that is no code. */
function bare(text: string): string {
  // NFKC makes a word of it that no longer ends.
  let plain = plainCode(text.replaceAll('№', 'No.')).toLowerCase();
  // A label may stand within another, as in 機関コード：No.123.
  for (let less = withoutLabel(plain); less !== plain; less = withoutLabel(plain)) plain = less;
  const code = plain.replace(/ /gu, '');
  return /^[!-~]+$/.test(code) ? code : withoutInvisible(text).trim();
}

/** A login ID: lower case, without blanks. */
export const readLoginId = (text: string): string => (text.length > longest ? text : bare(text));

/** 機関コード (R22): digits and upper-case letters. */
export function readInstitutionCode(text: string): string {
  if (text.length > longest) return text;
  const code = bare(text);
  return /^[!-~]+$/.test(code) ? code.toUpperCase().replace(SEPARATORS, '') : code;
}
