/**
 * 町名・番地 as people write it, beside the place that it belongs to: whether it repeats prefecture and municipality, and
 * whether it goes on from a town of the postal data. Spellings are compared by their keys; what is cut off or kept is
 * the text as it was written.
 */
import { addressKey } from './institution-identity.js';
import { matchKey } from './match-key.js';
import { findMunicipality } from './municipalities.js';
import { prefectureName } from './prefectures.js';

/** Where a street lies. */
export interface StreetPlace {
  /** Two digits. */
  readonly prefecture: string;
  readonly municipality: string;
}

/** A street that begins with its prefecture, county, municipality or ward once more. */
export interface RepeatedPlace {
  /** As it is written. */
  readonly repeated: string;
  /** What remains of the street; may be empty. */
  readonly rest: string;
}

const POSTAL_CODE = /^〒\s*[0-9０-９\p{Pd}ー−\s]{7,9}/u;
const BLANKS = /^[\s\u3000、,]+/u;

/** The length of the beginning of a text that has a key; 0 where there is none. */
function beginningWith(text: string, key: string): number {
  if (key === '' || !matchKey(text).startsWith(key)) return 0;
  for (let end = 1; end <= text.length; end += 1) if (matchKey(text.slice(0, end)) === key) return end;
  return 0;
}

/** The parts of a municipality's name that people repeat, the longest first: 札幌市中央区, 札幌市, 中央区. */
function namesOf({ prefecture, municipality }: StreetPlace): string[] {
  const { name = municipality, county = '' } = findMunicipality(prefecture, municipality) ?? {};
  const [, city = '', ward = ''] = /^(.+市)(.+区)$/u.exec(name) ?? [];
  const names = [municipality, name, name.slice(county.length), county, city, ward];
  return [...new Set(names.filter((one) => one !== ''))].sort((a, b) => b.length - a.length);
}

/**
 * What a street repeats of its place, in any spelling (R30).
 * @param towns of the postal code: a town may have its municipality's name, as 泊村 in 泊村
 */
export function repeatedPlace(
  street: string,
  place: StreetPlace,
  towns: readonly string[] = [],
): RepeatedPlace | undefined {
  const keys = [prefectureName(place.prefecture), ...namesOf(place)].map(matchKey);
  const towned = towns.map(matchKey).filter((town) => town !== '');
  let rest = street.replace(POSTAL_CODE, '').replace(BLANKS, '');
  for (;;) {
    const key = matchKey(rest);
    if (towned.some((town) => key.startsWith(town))) break;
    const length = keys.map((one) => beginningWith(rest, one)).find((found) => found > 0);
    if (length === undefined) break;
    rest = rest.slice(length).replace(BLANKS, '');
  }
  const repeated = street.slice(0, street.length - rest.length).replace(/[\s\u3000、,]+$/u, '');
  return repeated === '' ? undefined : { repeated, rest };
}

/** 大字 and 字 are written or left out. */
const streetKey = (street: string): string => addressKey({ municipality: '', street }).replace(/[大小]?字/gu, '');

/** Whether a street names a town: 元町三丁目２番地９ and 大字元町３－２－９ name 元町, 烏丸通御池上る二条殿町 names 二条殿町. */
export const namesTown = (street: string, town: string): boolean => streetKey(street).includes(streetKey(town));

const NUMBER = '0-9０-９〇一二三四五六七八九十百';
/** Where a house number begins: at 二丁目, １番地, ３－４. The numbers of 北１条, 西２線, 五十嵐１の町 and 一番町 are names. */
const HOUSE_NUMBER = new RegExp(`第?[${NUMBER}]+(?=丁目|番(?!町)|号|地割)|[0-9０-９]+(?![0-9０-９]|条|線|の町)`, 'u');
const ENDS_IN_A_NUMBER = new RegExp(`[${NUMBER}](?:丁目|番地|番|号)?$`, 'u');

/** The street in another town: what follows the old town from its house number on stays. */
export function inTown(street: string, town: string): string {
  const at = HOUSE_NUMBER.exec(street)?.index ?? street.length;
  return ENDS_IN_A_NUMBER.test(town) ? town : town + street.slice(at);
}
