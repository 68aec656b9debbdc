/**
 * The length of a text as people are told it: code points of what is stored, not of what was typed. The browser counts
 * with this very file beside a field, so it and what it imports load nothing of Node.
 */
import { tidy, tidyLines } from './unusable-characters.js';
import { toFullWidth } from './width.js';

/** Full width throughout, one blank where there were several. */
export const widened = (text: string): string => toFullWidth(text).replace(/\u3000+/gu, '\u3000');

/** Code points of a text as it is stored: tidied, a line break counts as one. */
export const lengthOf = (text: string): number => [...tidyLines(text)].length;

/** Code points of a text that also goes to full width, where ｶﾞ becomes one character. */
export const lengthWidened = (text: string): number => lengthOf(widened(tidy(text)));

const figures = new Intl.NumberFormat('ja-JP', { useGrouping: 'min2' });

const inCharacters = (length: number): string => `${figures.format(length)}文字`;

/** 「100文字以内」 */
export const within = (most: number): string => `${inCharacters(most)}以内`;

/**
 * 「12／100文字」: how many there are of how many there may be.
 * @public for the count below a field, in the browser
 */
export const ofAtMost = (length: number, most: number): string => `${figures.format(length)}／${inCharacters(most)}`;

/** 「いまは112文字で、12文字多くなっています。」: what is said of a text that is too long. */
export const excess = (length: number, most: number): string =>
  `いまは${inCharacters(length)}で、${inCharacters(length - most)}多くなっています。`;
