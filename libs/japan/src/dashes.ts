/**
 * The one list of what is typed for a dash: hyphens, minus signs, dashes, a box-drawing line, and the long-vowel sign,
 * which lies on the same key. Postal codes, telephone numbers, streets and keys for comparing all go by it.
 */

/** Dashes of full width: －, the long-vowel sign ー, and the minus sign that a Mac types in full width. */
export const WIDE_DASHES = '\uFF0D\u30FC\u2212';

/** All of them, to stand inside the brackets of a regular expression. */
export const DASHES = `\\-\u2010-\u2015\u2043\u2500\u2501\uFE58\uFE63\uFF70${WIDE_DASHES}`;

const ANY = new RegExp(`[${DASHES}]`, 'gu');
const BETWEEN_DIGITS = new RegExp(`(?<=[0-9０-９])[${DASHES}](?=[0-9０-９])`, 'gu');

/** Every dash as the hyphen of ASCII. For comparing: a long-vowel sign within a word becomes one as well. */
export const toHyphens = (text: string): string => text.replace(ANY, '-');

/** Every dash between two digits as －; elsewhere a ー is the long-vowel sign of a word and stays. */
export const toWideDashesInNumbers = (text: string): string => text.replace(BETWEEN_DIGITS, '\uFF0D');

export const withoutDashes = (text: string): string => text.replace(ANY, '');
