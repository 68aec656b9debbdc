/**
 * What must not reach a database, a mail or a PDF: Postgres refuses U+0000, JSON and UTF-8 break on half a
 * surrogate pair, and CP932 and the PDF's font have no emoji.
 */
import { composeKana } from './width.js';

const BLANK = /[\t\n\v\f\r\u0085\u2028\u2029\u00A0\u1680\u2000-\u200A\u202F\u205F]+/gu;

/**
 * What people paste without seeing it: zero-width and direction marks, variation selectors, blank Hangul
 * letters. An ideographic variation (IVS) loses its selector and stays the same character.
 */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** Trims, makes line breaks and unusual blanks ordinary ones, drops the invisible and puts が together. */
export const tidy = (text: string): string =>
  composeKana(text.replace(BLANK, ' ').replace(INVISIBLE, '')).trim();

export type UnusableCharacter = 'control' | 'broken' | 'emoji';

const CONTROL = /[\p{Cc}\p{Noncharacter_Code_Point}]/u;
const EMOJI = /[\p{Emoji_Presentation}\u{1F000}-\u{1FAFF}\u20E3]/u;

/**
 * Control characters, then half surrogate pairs and U+FFFD (what is left of a lost character), then emoji;
 * undefined if the text has none of them. Private-use characters (外字) are in real official names and pass.
 */
export function unusableCharacterIn(text: string): UnusableCharacter | undefined {
  if (CONTROL.test(text)) return 'control';
  if (!text.isWellFormed() || text.includes('\uFFFD')) return 'broken';
  return EMOJI.test(text) ? 'emoji' : undefined;
}

/**
 * 外字: a character that only its author's computer can show. 44 official names of the regional bureaus have
 * one.
 */
export const hasPrivateUseCharacter = (text: string): boolean => /\p{Co}/u.test(text);
