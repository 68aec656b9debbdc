import { toHyphens } from './dashes.js';

/**
 * Old and new forms of the same character, which registers write differently. For comparing only: what people entered
 * is kept as it is.
 */
const SAME_CHARACTER: Readonly<Record<string, string>> = {
  髙: '高',
  﨑: '崎',
  𠮷: '吉',
  濵: '浜',
  濱: '浜',
  澤: '沢',
  邊: '辺',
  邉: '辺',
  齋: '斎',
  齊: '斉',
  廣: '広',
  國: '国',
  會: '会',
  藥: '薬',
  龍: '竜',
  德: '徳',
  瀨: '瀬',
  黑: '黒',
  淸: '清',
  眞: '真',
  惠: '恵',
  櫻: '桜',
  嶋: '島',
  嶌: '島',
  檜: '桧',
  曾: '曽',
  槇: '槙',
  祗: '祇',
  梼: '檮',
  鯵: '鰺',
  竈: '釜',
  ヶ: 'ケ',
  ヵ: 'カ',
  ッ: 'ツ',
  ノ: '之',
  の: '之',
};
const SEVERAL_CHARACTERS = new RegExp(`[${Object.keys(SAME_CHARACTER).join('')}]`, 'gu');

const INVISIBLE = /[\s\p{Default_Ignorable_Code_Point}]/gu;

/** Abbreviated legal forms, such as (株), which NFKC makes of ㈱, and their full words. */
const LEGAL_FORMS: readonly (readonly [RegExp, string])[] = [
  [/\(株\)/gu, '株式会社'],
  [/\(有\)/gu, '有限会社'],
  [/\(医\)/gu, '医療法人'],
  [/\(財\)/gu, '財団法人'],
  [/\(社\)/gu, '社団法人'],
];

/**
 * A key that is the same for spellings of a text which differ in width, blanks, case, old characters, dashes or ㈱
 * (R145, R162; NFKC is UAX #15). It is never shown.
 */
export function matchKey(text: string): string {
  let key = toHyphens(text.normalize('NFKC').replace(INVISIBLE, '').toLowerCase()).replace(
    SEVERAL_CHARACTERS,
    (character) => SAME_CHARACTER[character] ?? character,
  );
  for (const [short, long] of LEGAL_FORMS) key = key.replace(short, long);
  return key;
}
