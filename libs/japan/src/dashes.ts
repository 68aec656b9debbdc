/**
 * The characters that people type for a dash: hyphens, minus signs, dashes, box-drawing lines, and the long-vowel sign,
 * which is on the same key. This list serves postal codes, telephone numbers, streets and the keys for comparing.
 */

/** All dashes, for the brackets of a regular expression. */
export const DASHES =
  '\\-\u02D7\u058A\u05BE\u1806\u2010-\u2015\u2043\u207B\u208B\u23AF\u23E4\u2500\u2501\u2574\u2576\u2578\u257A\u2796' +
  '\u2E3A\u2E3B\u3161\uFE58\uFE63\uFF70\uFF0D\u30FC\u2212';

const ANY = new RegExp(`[${DASHES}]`, 'gu');
const BETWEEN_DIGITS = new RegExp(`(?<=[0-9０-９])[${DASHES}](?=[0-9０-９])`, 'gu');
const BETWEEN_LATIN = new RegExp(`(?<=[A-Za-z0-9])[${DASHES}](?=[A-Za-z0-9])`, 'gu');

/** Replaces every dash by a hyphen (ASCII). For comparing only: a long-vowel sign within a word is replaced too. */
export const toHyphens = (text: string): string => text.replace(ANY, '-');

/** Replaces every dash between two digits by －. Elsewhere a ー is the long-vowel sign of a word, and stays. */
export const toWideDashesInNumbers = (text: string): string => text.replace(BETWEEN_DIGITS, '\uFF0D');

/** Replaces every dash between two letters or digits of ASCII by a hyphen (ASCII). */
export const toHyphensInLatin = (text: string): string => text.replace(BETWEEN_LATIN, '-');
