import { matchKey } from '@todoke/japan';
import type { InstitutionFacts } from './institution.js';

const kanjiDigits = '〇一二三四五六七八九';

/** 二十三 → 23, as far as the numbers of town blocks go. */
function fromKanji(number: string): number {
  const [tens, ones] = number.includes('十') ? number.split('十') : ['', number];
  const value = (text = ''): number => [...text].reduce((sum, digit) => sum * 10 + kanjiDigits.indexOf(digit), 0);
  return (number.includes('十') ? (tens === '' ? 1 : value(tens)) * 10 : 0) + value(ones);
}

/** Two spellings of one name have one key: width, blanks and old characters do not matter. */
export const nameKey = (name: string): string => matchKey(name);

/**
 * Two spellings of one address have one key: 一丁目２番３号, 1-2-3 and 1丁目2－3 are the same. The building is left out,
 * because one register has it and another has not.
 */
export function addressKey({ municipality, street }: Pick<InstitutionFacts, 'municipality' | 'street'>): string {
  const blocks = street
    .normalize('NFKC')
    .replace(/[〇一二三四五六七八九十]+(?=丁目|番|号)/gu, (number) => String(fromKanji(number)))
    .replace(/(\d)(?:丁目|番地の?|番|号|の)(?=\d)/gu, '$1-')
    .replace(/(\d)(?:丁目|番地|番|号)$/u, '$1');
  return matchKey(`${municipality}${blocks}`).replace(/-+$/u, '');
}
