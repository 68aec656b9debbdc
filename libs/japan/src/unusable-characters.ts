/**
 * What a text that people write may consist of. Postgres refuses U+0000, JSON and UTF-8 cannot carry half a surrogate
 * pair, CP932 and the font of the PDF have no emoji, and heaped marks cover what stands around them.
 */
import { toIdeographs } from './ideographs.js';
import { compose } from './width.js';

const BLANK = /[\u00A0\u1680\u2000-\u200A\u202F\u205F]+/gu;
const LINE_BREAK = /\r\n?|[\v\f\u0085\u2028\u2029]/gu;

/**
 * Invisible characters that people paste: zero-width characters, direction marks (UAX #9), variation selectors, blank
 * Hangul letters, and the place of an object. A character with an ideographic variation selector (IVS) loses the
 * selector and stays the same character.
 */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\u2800\uFFFC]/gu;

/** Removes invisible characters. */
export const withoutInvisible = (text: string): string => text.replace(INVISIBLE, '');

const KANA = '\\u3041-\\u3096\\u309D-\\u309F\\u30A1-\\u30FA\\u30FC-\\u30FF\\u31F0-\\u31FF\\uFF66-\\uFF9D';
const LONE_VOICING_MARK = new RegExp(`(?<![${KANA}])[\\u3099\\u309A]`, 'gu');

const inOrdinaryBlanks = (text: string): string => text.replace(LINE_BREAK, '\n').replace(BLANK, ' ');
const withoutLoneMarks = (text: string): string =>
  text.replace(LONE_VOICING_MARK, (mark) => (mark === '\u3099' ? '゛' : '゜'));

/**
 * Tidies a text of several lines: unusual blanks and line breaks become ordinary ones, invisible characters are
 * removed, radicals and compatibility ideographs become the ideographs that they show, separate marks are composed
 * (か + ゙ → が), and blanks at both ends and at the end of lines are trimmed. Idempotent.
 */
export const tidyLines = (text: string): string =>
  compose(withoutLoneMarks(compose(toIdeographs(withoutInvisible(inOrdinaryBlanks(text.toWellFormed()))))))
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trim();

/** The same for a text of one line: tabs and line breaks become blanks. */
export const tidy = (text: string): string =>
  tidyLines(text)
    .split(/[\t\n]/u)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join(' ');

/** What makes a character unusable. */
type UnusableKind = 'control' | 'broken' | 'emoji' | 'marks';

export interface UnusableCharacter {
  readonly kind: UnusableKind;
  /** As a reader recognises it: itself, or its code where it cannot be seen. */
  readonly shown: string;
}

/**
 * Marks beyond what scripts need: more than two on a letter, more than a voicing mark on a kana, any on an ideograph, a
 * sign or nothing, and those that enclose.
 */
const MARKS = new RegExp(
  [
    '\\p{Me}',
    '(?:^|[^\\p{L}\\p{N}\\p{M}]|\\p{Ideographic})\\p{M}',
    `[${KANA}](?:[\\u3099\\u309A]\\p{M}|(?![\\u3099\\u309A])\\p{M})`,
    '\\p{M}{3}',
  ].join('|'),
  'u',
);

/** In the order in which they are looked for. Private-use characters (外字) are in real official names: allowed. */
const UNUSABLE: readonly (readonly [UnusableKind, RegExp])[] = [
  // Control characters, noncharacters, and the three signs of interlinear annotation, which hide a text in another.
  ['control', /(?![\t\n])[\p{Cc}\p{Noncharacter_Code_Point}\uFFF9-\uFFFB]/u],
  // Half surrogate pairs, and the character that replaces a lost one.
  ['broken', /[\p{Cs}\uFFFD]/u],
  ['emoji', /[\p{Emoji_Presentation}\u{1F000}-\u{1FAFF}\u20E3]/u],
  ['marks', MARKS],
];

/** The first unusable character of a tidied text; undefined where there is none. */
export function findUnusable(text: string): UnusableCharacter | undefined {
  for (const [kind, pattern] of UNUSABLE) {
    const found = pattern.exec(text);
    if (found) return { kind, shown: shownOf(kind, found[0], text, found.index) };
  }
  return undefined;
}

const codeOf = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** The letter or sign that bears the marks at the end of a text. */
const BASE = /([^\p{M}\s])\p{M}+$/u;

const graphemes = new Intl.Segmenter('ja');

function shownOf(kind: UnusableKind, found: string, text: string, at: number): string {
  if (kind === 'emoji') return `「${graphemes.segment(text).containing(at)?.segment ?? found}」`;
  const code = codeOf(Array.from(found).at(-1) ?? found);
  const base = kind === 'marks' ? BASE.exec(text.slice(0, at + found.length))?.[1] : undefined;
  return base === undefined ? code : `「${base}」に重ねた記号（${code}）`;
}

/** What to do about an unusable character, after 「…」に. */
export function adviceOn({ kind, shown }: UnusableCharacter): string {
  switch (kind) {
    case 'control':
      return `目に見えない制御文字が含まれています（${shown}）。いったん消して、キーボードから入力し直してください。`;
    case 'broken':
      return '文字化けした文字が含まれています。いったん消して、入力し直してください。';
    case 'emoji':
      return `絵文字は使えません。${shown}を消してください。`;
    case 'marks':
      return `文字に重ねる記号は使えません。${shown}を消してください。`;
  }
}

const PRIVATE_USE = /\p{Co}/u;

/**
 * The first 外字 (private use) of a text, by its code; only the computer of its author shows it. 44 official names of the
 * regional bureaus have one.
 */
export function privateUseCharacterIn(text: string): string | undefined {
  const found = PRIVATE_USE.exec(text);
  return found ? codeOf(found[0]) : undefined;
}
