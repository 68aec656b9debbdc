/**
 * Full and half width, with characters otherwise unchanged: ㈱, 髙, 﨑 and ① stay. NFKC (UAX #15) would change ㈱ to (株);
 * it is for comparing only, see match-key.ts.
 */

/** Half-width kana with their voicing marks, and a kana before them that a mark may belong to. */
const HALF_WIDTH_KANA = /[\u3041-\u30FF]?[\uFF61-\uFF9F]+/gu;
const KANA_AND_MARK = /[\u3041-\u30FE][\u3099\u309A]/gu;

/**
 * Characters that systems produce differently for the same key, mapped to those of Windows and CP932: − 〜 — ‖ of macOS,
 * and the yen, cent, pound and not signs of Latin-1.
 */
export const ONE_FORM: Readonly<Record<string, string>> = {
  '\u2212': '－',
  '\u301C': '～',
  '\u2014': '―',
  '\u2016': '∥',
  '\u00A5': '￥',
  '\u00A2': '￠',
  '\u00A3': '￡',
  '\u00AC': '￢',
};
const SEVERAL_FORMS = new RegExp(`[${Object.keys(ONE_FORM).join('')}]`, 'gu');

const shift = (text: string, range: RegExp, by: number): string =>
  text.replace(range, (character) => String.fromCharCode(character.charCodeAt(0) + by));

/** Composes a kana and a separate voicing mark: か + ゙ → が. */
const composeKana = (text: string): string => text.replace(KANA_AND_MARK, (pair) => pair.normalize('NFC'));

/** What UAX #15 composes: a letter with the marks after it, up to thirty as in its Stream-Safe Format, and Hangul. */
const COMPOSABLE = /[^\p{M}\p{Ideographic}]\p{M}{1,30}(?!\p{M})|[\u1100-\u11FF]+/gu;

/**
 * Composes letters and separate marks, as in file names of macOS. Ideographs are not changed, as NFC would do: CP932
 * has both 福 and its older form.
 */
export const compose = (text: string): string => text.replace(COMPOSABLE, (sequence) => sequence.normalize('NFC'));

/** Changes ASCII, blanks and half-width kana to full width. Idempotent. */
export function toFullWidth(text: string): string {
  const kana = text.replace(HALF_WIDTH_KANA, (run) => {
    const first = run.charCodeAt(0) < 0xff00 ? run.slice(0, 1) : '';
    return first + run.slice(first.length).normalize('NFKC');
  });
  const composed = composeKana(kana)
    .replace(/\u3099/gu, '゛')
    .replace(/\u309A/gu, '゜');
  return shift(composed, /[!-~]/gu, 0xfee0)
    .replace(/[ \u00A0]/gu, '\u3000')
    .replace(SEVERAL_FORMS, (sign) => ONE_FORM[sign] ?? sign);
}

/** Changes full-width ASCII and the ideographic blank to half width. Kana stay full width. */
export const toHalfWidth = (text: string): string =>
  shift(text, /[！-～]/gu, -0xfee0)
    .replace(/\u3000/gu, ' ')
    .replace(/\u2212/gu, '-');

/** Changes ０–９ to 0–9, and nothing else. */
export const toHalfWidthDigits = (text: string): string => shift(text, /[０-９]/gu, -0xfee0);

/** Whether a text has half-width letters, digits, signs or kana. Blanks do not count. */
export const hasHalfWidth = (text: string): boolean => /[!-\u024F\uFF61-\uFF9F]/u.test(text);
