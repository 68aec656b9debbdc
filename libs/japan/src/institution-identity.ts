/**
 * The rule by which two descriptions are the same medical institution (R162): 機関コード, else 保険機関コード, else name and
 * address. Every service compares by these keys, so that no two disagree.
 */
import { KANJI_NUMBER, fromKanjiNumber } from './kanji-numbers.js';
import { toIdeographs } from './ideographs.js';
import { matchKey } from './match-key.js';
import { prefectureName } from './prefectures.js';
import { readInstitutionCode } from './typed-codes.js';

/** An institution as an application or a register describes it. */
export interface DescribedInstitution {
  /** Two digits (JIS X 0401). */
  readonly prefecture: string;
  readonly name: string;
  readonly municipality: string;
  /** 町名・番地, without the building. */
  readonly street: string;
  /** 機関コード, unique within its prefecture (R87). Empty: none. */
  readonly institutionCode?: string | undefined;
  /** 保険機関コード or 助産所コード, ten digits that begin with the prefecture. Empty: none. */
  readonly insuranceCode?: string | undefined;
}

/** The keys by which institutions are compared. They are never shown. */
export interface InstitutionIdentity {
  readonly prefecture: string;
  readonly institutionCode?: string | undefined;
  readonly insuranceCode?: string | undefined;
  /** Key of name and address together. */
  readonly nameAndAddress: string;
}

/** The key that two descriptions have in common, the strongest first. */
export type Likeness = 'institution-code' | 'insurance-code' | 'name-and-address';

/**
 * Version of the rules below. A table with keys stores it beside them, and a job renews keys of an older version. Every
 * change of a key raises it.
 */
export const identityVersion = 3;

/** The key of a name: the same for spellings that look alike; see `matchKey`. */
export const institutionNameKey = (name: string): string => matchKey(name);

/** Numbers before a unit: 一丁目, 三番地, 北一条. The name of a place that has one (一番町, 四条通) is written in digits as well. */
const BEFORE_A_UNIT = new RegExp(`[${KANJI_NUMBER}]+(?=丁目|番|号|条)`, 'gu');
/** Numbers that follow such a unit, or a number and の: 三番地の四, 二の三. What goes on as a word is a name: 三の宮, 二の丸. */
const AFTER_A_NUMBER = new RegExp(
  `(?<=(?:丁目|番地|番|号|\\d)[のノ之\\-]?|[${KANJI_NUMBER}][のノ之])(?<![${KANJI_NUMBER}])[${KANJI_NUMBER}]+(?=$|[のノ之\\-\\s\\d])`,
  'gu',
);
const BEFORE_A_NUMBER = new RegExp(`(?<![${KANJI_NUMBER}])[${KANJI_NUMBER}]+(?=[のノ之]\\d)`, 'gu');
/** Kana and signs in place of a number: ニ丁目, ー丁目, 二○番地. */
const LIKE_A_NUMBER: Readonly<Record<string, string>> = {
  ニ: '二',
  ハ: '八',
  ミ: '三',
  ー: '一',
  '○': '〇',
  '◯': '〇',
};
const LOOKS_LIKE_A_NUMBER = /[ニハミー](?=丁目)|[○◯]/gu;
/** What `matchKey` leaves out separates two digits: 1-2 301 is not 1-23 01, and 1・2 is not 12. So does 一 for ー. */
const BETWEEN_DIGITS = /(?<=\d)[\s()・,、一]+(?=\d)/gu;
const inDigits = (number: string): string => String(fromKanjiNumber(number));
/** 丁目, 番地 and the like between two numbers; の as `matchKey` leaves it. 堺市 writes 丁 for 丁目. */
const BETWEEN_NUMBERS = /(?<=\d)(?:(?:丁目|丁|番地|番|号)[-之]?|[-之])(?=\d)/gu;
const AT_THE_END = /(?<=\d)(?:丁目|番地|番|号)?-*$/u;

/**
 * The key of an address: the same for 一丁目２番３号, 1丁目2-3 and １－２－３, and for 二丁目三番地の四 and 2-3-4. Names of places keep
 * their numbers: 一番町, 三の宮 and 八丁堀. The building is not part of it, since some registers leave it out.
 */
export function addressKey({ municipality, street }: Pick<DescribedInstitution, 'municipality' | 'street'>): string {
  const apart = toIdeographs(street)
    .normalize('NFKC')
    .replace(BETWEEN_DIGITS, '-')
    .replace(LOOKS_LIKE_A_NUMBER, (sign) => LIKE_A_NUMBER[sign] ?? sign);
  const digits = apart
    .replace(BEFORE_A_UNIT, inDigits)
    .replace(AFTER_A_NUMBER, inDigits)
    .replace(BEFORE_A_NUMBER, inDigits);
  const blocks = matchKey(digits).replace(BETWEEN_NUMBERS, '-').replace(AT_THE_END, '');
  return `${matchKey(municipality)}${blocks}`;
}

export const identityOf = (institution: DescribedInstitution): InstitutionIdentity => ({
  prefecture: institution.prefecture,
  institutionCode: readInstitutionCode(institution.institutionCode ?? '') || undefined,
  insuranceCode: institution.insuranceCode || undefined,
  nameAndAddress: `${institutionNameKey(institution.name)}|${addressKey(institution)}`,
});

/**
 * The strongest key that two have in common; undefined where they share none. A name alone is no such key: within one
 * prefecture hundreds of institutions share theirs.
 */
export function likeness(one: InstitutionIdentity, other: InstitutionIdentity): Likeness | undefined {
  const inOnePrefecture = one.prefecture === other.prefecture;
  if (inOnePrefecture && isSameCode(one.institutionCode, other.institutionCode)) return 'institution-code';
  if (isSameCode(one.insuranceCode, other.insuranceCode)) return 'insurance-code';
  return inOnePrefecture && one.nameAndAddress === other.nameAndAddress ? 'name-and-address' : undefined;
}

const isSameCode = (one: string | undefined, other: string | undefined): boolean => one !== undefined && one === other;

/** 住所 on one line: prefecture, municipality, street, and after a blank the building. */
export const locationOf = ({
  prefecture,
  municipality,
  street,
  building,
}: Pick<DescribedInstitution, 'prefecture' | 'municipality' | 'street'> & {
  readonly building?: string | undefined;
}): string => [`${prefectureName(prefecture)}${municipality}${street}`, building].filter(Boolean).join('\u3000');

/** The building: what follows a blank after a number. A blank before a number belongs to the street. */
const BUILDING = new RegExp(`(?<=[0-9０-９${KANJI_NUMBER}番号地])[\\s\\u3000].*$`, 'u');

/** The street in a location that `locationOf` made, where only the location is known. */
export function streetOf(
  location: string,
  { prefecture, municipality }: { prefecture: string; municipality: string },
): string {
  const before = `${prefectureName(prefecture)}${municipality}`;
  const rest = location.startsWith(before) ? location.slice(before.length) : location;
  return rest.replace(BUILDING, '');
}
