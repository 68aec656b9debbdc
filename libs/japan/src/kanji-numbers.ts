/** Digits and units of numbers in kanji that house numbers use. */
const DIGITS = '〇一二三四五六七八九';
const UNITS: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };

/** The characters of such numbers, for the brackets of a regular expression. */
export const KANJI_NUMBER = `${DIGITS}${Object.keys(UNITS).join('')}`;

/**
 * The value of a number in kanji: 二十三 → 23, 百五 → 105, 二三 → 23.
 * @param text of characters in KANJI_NUMBER alone
 */
export function fromKanjiNumber(text: string): number {
  let total = 0;
  let read: number | undefined;
  for (const sign of text) {
    const unit = UNITS[sign];
    if (unit === undefined) {
      read = (read ?? 0) * 10 + DIGITS.indexOf(sign);
    } else {
      total += (read ?? 1) * unit;
      read = undefined;
    }
  }
  return total + (read ?? 0);
}
