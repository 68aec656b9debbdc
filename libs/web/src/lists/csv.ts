import type { Cell } from '../pages/views.js';

/** The value of a cell in a CSV file. */
export type CsvValue = string | number | undefined;

/** What Excel shows as a number, whatever sign it begins with: -5, +1,234.5, -1.2e-3, -5%. */
const plainNumber = /^[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?(?:e[-+]?\d+)?%?$/i;

/**
 * What a spreadsheet takes for a formula, also after blanks, which some readers trim; a sign alone is none. The wide
 * signs are those that Excel of Japan takes like the narrow ones.
 */
const formula = /^(?:[\t\r\n]|\s*[=+\-@＝＋－−＠].)/su;

/**
 * Of which Excel would make another value: leading zeros, more digits than it shows, days, powers of ten. A telephone
 * number with its dashes stays as it is.
 */
const reinterpreted = /^(?:0\d+|\d{12,}|\d{1,4}[-/]\d{1,2}(?:[-/]\d{1,4})?|\d+e\d+)$/i;

/** Whether a text begins with a figure, a letter, kana or kanji, as nearly all do: then it is no formula. */
function beginsAWord(text: string): boolean {
  const first = text.charCodeAt(0);
  return (first >= 0x30 && first <= 0x39) || (first > 0x40 && first < 0x80) || (first > 0x3040 && first < 0xa000);
}

/**
 * A cell that a spreadsheet shows as it is meant. One that it would run as a formula gets an apostrophe in front; a
 * number stays a number. A code that Excel would change gets a tab, which makes it a text and which readers trim.
 */
export function harmless(value: CsvValue, code = false): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  if (code && reinterpreted.test(value)) return `\t${value}`;
  return !beginsAWord(value) && formula.test(value) && !plainNumber.test(value.trim()) ? `'${value}` : value;
}

const signs = { quote: 0x22, comma: 0x2c, tab: 0x09, lineFeed: 0x0a, return: 0x0d } as const;

/** As a regular expression would tell, but in a quarter of its time: an export has millions of cells. */
function needsQuotes(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charCodeAt(at);
    if (sign > signs.comma) continue;
    if (sign === signs.comma || sign === signs.quote || sign === signs.tab) return true;
    if (sign === signs.lineFeed || sign === signs.return) return true;
  }
  return false;
}

/** A field of RFC 4180. One with a tab is quoted as well, so that no reader takes it for the end of the field. */
const field = (text: string): string => (needsQuotes(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** A line of RFC 4180 with its CRLF, of cells that are harmless. */
export const csvLine = (cells: readonly string[]): string => `${cells.map(field).join(',')}\r\n`;

/** The text of a cell of a table. */
export function textOf(cell: Cell): CsvValue {
  if (typeof cell !== 'object') return cell;
  if ('tags' in cell) return cell.tags.map(({ label }) => label).join('、');
  return 'tag' in cell ? cell.tag.label : cell.text;
}
