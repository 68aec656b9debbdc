import { toHyphens } from './dashes.js';
import { toIdeographs } from './ideographs.js';
import { USUAL_FORM } from './same-characters.js';

/** Accents of Latin, Greek and Cyrillic letters, once these are decomposed. */
const ACCENTS = /[\u0300-\u036F]/gu;

/** Blanks, invisible characters, middle dots and quotation marks: written or left out as people like. */
const LEFT_OUT = /[\s\p{Default_Ignorable_Code_Point}\u2800\uFFFC·‧•∙⋅・"'`“”‘’„‟〝〞〟「」『』]/gu;

const OPENING = /[[{<〔【〈《〘〖]/gu;
const CLOSING = /[\]}>〕】〉》〙〗]/gu;

/** Legal forms as they are abbreviated in brackets, such as (株), which ㈱ is decomposed to. */
const LEGAL_FORMS: Readonly<Record<string, string>> = {
  株: '株式会社',
  有: '有限会社',
  同: '合同会社',
  資: '合資会社',
  名: '合名会社',
  医: '医療法人',
  医社: '医療法人社団',
  医財: '医療法人財団',
  社医: '社会医療法人',
  特医: '特定医療法人',
  財: '財団法人',
  社: '社団法人',
  一財: '一般財団法人',
  一社: '一般社団法人',
  公財: '公益財団法人',
  公社: '公益社団法人',
  福: '社会福祉法人',
  社福: '社会福祉法人',
  学: '学校法人',
  宗: '宗教法人',
  独: '独立行政法人',
  地独: '地方独立行政法人',
  特非: '特定非営利活動法人',
  npo: '特定非営利活動法人',
};
const IN_BRACKETS = new RegExp(`(?:\\(|^)(${Object.keys(LEGAL_FORMS).join('|')})\\)`, 'gu');

/** The ヶ of 霞ヶ関, which is written ケ, ヵ, が and ガ as well, and the one that counts: 三ヶ所, 三か所, 三箇所. */
const SMALL_KE = /(?<=[\p{sc=Han}\p{sc=Hiragana}\d])ケ(?=\p{sc=Han})|[ヶヵ](?=\p{sc=Han}|$)/gu;
const COUNTING_KE = /(?<=[\d〇一二三四五六七八九十百千数])[かカ箇個](?=[所国月条村年])/gu;

/**
 * Characters that are mistaken for one another: small kana, kanji and signs that look like kana, and letters that look
 * like Latin ones. Katakana are hiragana before.
 */
const LOOK_ALIKES: readonly (readonly [string, string])[] = [
  ['ぁぃぅぇぉっゃゅょゎゕゖゐゑ', 'あいうえおつやゆよわかけいえ'],
  ['のノ丿', '之之之'],
  ['口囗力二八夕卜工千才三又厶匕', 'ろろかにはたとえちおみぬむひ'],
  ['○◯', '〇〇'],
  ['一', '-'],
  ['〜', '~'],
  ['αβεζηικμνορτυχ', 'abezhikmvoptyx'],
  ['авекмнорстухіјѕ', 'abekmhopctyxijs'],
];
const LOOKS_LIKE = new Map(LOOK_ALIKES.flatMap(([many, one]) => Array.from(many, (sign, at) => [sign, one[at] ?? ''])));

const KATAKANA = /[\u30A1-\u30F6]/gu;
const toHiragana = (text: string): string =>
  text.replace(KATAKANA, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));

/** Writes out 々, ゝ and ゞ: 佐々木 → 佐佐木. At the beginning they repeat nothing, and are left out. */
function withoutRepetitions(text: string): string {
  let before = '';
  let written = '';
  for (const sign of text) {
    if ('々〻ゝヽ'.includes(sign)) written += before;
    else if ('ゞヾ'.includes(sign)) written += `${before}\u3099`;
    else {
      before = sign;
      written += sign;
    }
  }
  return written.normalize('NFC');
}

const inUsualForm = (text: string): string => Array.from(text, (sign) => USUAL_FORM.get(sign) ?? sign).join('');

/**
 * A key that is the same for spellings of a text which differ in width, blanks, case, old or look-alike characters,
 * kana (ひらがな, カタカナ), dashes or abbreviated legal forms (R145, R162; NFKD is UAX #15). It is never shown. Keys are
 * stored: a change of these rules raises `identityVersion`.
 */
export function matchKey(text: string): string {
  const plain = toIdeographs(text)
    .normalize('NFKD')
    .replace(ACCENTS, '')
    .replace(LEFT_OUT, '')
    .normalize('NFC')
    .toLowerCase();
  const usual = inUsualForm(withoutRepetitions(plain)).replace(OPENING, '(').replace(CLOSING, ')');
  const named = usual
    .replace(IN_BRACKETS, (_whole, short: string) => LEGAL_FORMS[short] ?? '')
    .replace(/[()]/gu, '')
    .replace(/npo法人/gu, '特定非営利活動法人');
  const kana = toHiragana(named.replace(SMALL_KE, 'が').replace(COUNTING_KE, 'が'));
  return toHyphens(Array.from(kana, (sign) => LOOKS_LIKE.get(sign) ?? sign).join('')).normalize('NFC');
}
