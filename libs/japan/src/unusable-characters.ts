/**
 * Characters that must not reach a database, a mail or a PDF: Postgres refuses U+0000, JSON and UTF-8 cannot carry half
 * a surrogate pair, and CP932 and the font of the PDF have no emoji.
 */
import { composeKana } from './width.js';

const BLANK = /[\t\n\v\f\r\u0085\u2028\u2029\u00A0\u1680\u2000-\u200A\u202F\u205F]+/gu;

/**
 * Invisible characters that people paste: zero-width characters, direction marks, variation selectors, blank Hangul
 * letters. A character with an ideographic variation selector (IVS) loses the selector and stays the same character.
 */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\u2800]/gu;

/**
 * Trims a text, replaces line breaks and unusual blanks by ordinary ones, removes invisible characters, and composes
 * kana with a separate voicing mark, as in が.
 */
export const tidy = (text: string): string => composeKana(text.replace(BLANK, ' ').replace(INVISIBLE, '')).trim();

export type UnusableCharacter = 'control' | 'broken' | 'emoji';

const CONTROL = /[\p{Cc}\p{Noncharacter_Code_Point}]/u;
const EMOJI = /[\p{Emoji_Presentation}\u{1F000}-\u{1FAFF}\u20E3]/u;

/**
 * The first kind of unusable character in a text: control characters, then broken ones (half surrogate pairs, and
 * U+FFFD, which replaces a lost character), then emoji; undefined where there is none. Private-use characters (外字) are
 * in real official names, and are allowed.
 */
export function unusableCharacterIn(text: string): UnusableCharacter | undefined {
  if (CONTROL.test(text)) return 'control';
  if (!text.isWellFormed() || text.includes('\uFFFD')) return 'broken';
  return EMOJI.test(text) ? 'emoji' : undefined;
}

/**
 * Whether a text has 外字 (private use), which only the computer of its author shows. 44 official names of the regional
 * bureaus have one.
 */
export const hasPrivateUseCharacter = (text: string): boolean => /\p{Co}/u.test(text);
