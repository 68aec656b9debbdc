/**
 * What makes two descriptions the same medical institution (R162): 機関コード, else 保険機関コード, else name and
 * address. Each desk compares by these keys, so that no two desks disagree.
 */
import { KANJI_NUMBER, fromKanjiNumber } from './kanji-numbers.js';
import { matchKey } from './match-key.js';
import { prefectureName } from './prefectures.js';

/** An institution as somebody describes it. */
export interface DescribedInstitution {
  /** Two digits (JIS X 0401). */
  readonly prefecture: string;
  readonly name: string;
  readonly municipality: string;
  /** 町名・番地, without the building. */
  readonly street: string;
  /** 機関コード, unique within its prefecture (R87). Empty counts as none. */
  readonly institutionCode?: string | undefined;
  /** 保険機関コード or 助産所コード, ten digits that begin with the prefecture. Empty counts as none. */
  readonly insuranceCode?: string | undefined;
}

/** The keys by which institutions are compared. For comparing only: never shown. */
export interface InstitutionIdentity {
  readonly prefecture: string;
  readonly institutionCode?: string | undefined;
  readonly insuranceCode?: string | undefined;
  /** The keys of both in one. */
  readonly nameAndAddress: string;
}

/** What two descriptions have in common, strongest first. */
export type Likeness = 'institution-code' | 'insurance-code' | 'name-and-address';

/**
 * Version of the rules below. Whoever stores keys stores it beside them, and renews keys of an older version. Raise
 * it with every change of a key.
 */
export const identityVersion = 2;

/** Two spellings of one name have one key: width, blanks, dashes and old characters do not matter. */
export const institutionNameKey = (name: string): string => matchKey(name);

const NUMBER_IN_KANJI = new RegExp(`[${KANJI_NUMBER}]+(?=丁目|番地|番(?![町丁])|号)`, 'gu');
/** 丁目, 番地 and the like between two numbers; の as matchKey leaves it. Sakai says 丁 for 丁目. */
const BETWEEN_NUMBERS = /(?<=\d)(?:(?:丁目|丁|番地|番|号)[-之]?|[-之])(?=\d)/gu;
const AT_THE_END = /(?<=\d)(?:丁目|番地|番|号)?-*$/u;

/**
 * Two spellings of one address have one key: 一丁目２番３号, 1丁目2-3 and １－２－３ are the same, and so are 2番地の3, 2の3
 * and 2-3. The names of places keep their numbers: 一番町, 三の宮 and 八丁堀 stay as they are. The building is left out,
 * because one register has it and another has not.
 */
export function addressKey({ municipality, street }: Pick<DescribedInstitution, 'municipality' | 'street'>): string {
  // A blank between two digits keeps them apart: 1-2 301 is not 1-23 01.
  const apart = street.normalize('NFKC').replace(/(?<=\d)\s+(?=\d)/gu, '-');
  const inDigits = apart.replace(NUMBER_IN_KANJI, (number) => String(fromKanjiNumber(number)));
  const blocks = matchKey(inDigits).replace(BETWEEN_NUMBERS, '-').replace(AT_THE_END, '');
  return `${matchKey(municipality)}${blocks}`;
}

export const identityOf = (institution: DescribedInstitution): InstitutionIdentity => ({
  prefecture: institution.prefecture,
  institutionCode: institution.institutionCode || undefined,
  insuranceCode: institution.insuranceCode || undefined,
  nameAndAddress: `${institutionNameKey(institution.name)}|${addressKey(institution)}`,
});

/**
 * The strongest ground on which two may be the same; undefined when they share none. A name alone is no ground: within
 * one prefecture hundreds of different institutions share theirs.
 */
export function likeness(one: InstitutionIdentity, other: InstitutionIdentity): Likeness | undefined {
  const inOnePrefecture = one.prefecture === other.prefecture;
  if (inOnePrefecture && isSameCode(one.institutionCode, other.institutionCode)) return 'institution-code';
  if (isSameCode(one.insuranceCode, other.insuranceCode)) return 'insurance-code';
  return inOnePrefecture && one.nameAndAddress === other.nameAndAddress ? 'name-and-address' : undefined;
}

const isSameCode = (one: string | undefined, other: string | undefined): boolean =>
  one !== undefined && one === other;

/** 住所 on one line: prefecture, municipality, street, and after a blank the building. */
export const locationOf = ({
  prefecture,
  municipality,
  street,
  building,
}: Pick<DescribedInstitution, 'prefecture' | 'municipality' | 'street'> & {
  readonly building?: string | undefined;
}): string => [`${prefectureName(prefecture)}${municipality}${street}`, building].filter(Boolean).join('\u3000');

/** A blank after a number begins the building; one before it belongs to the street. */
const BUILDING = new RegExp(`(?<=[0-9０-９${KANJI_NUMBER}番号地])[\\s\\u3000].*$`, 'u');

/** The street in a location that `locationOf` put together, where nothing but the line is known. */
export function streetOf(location: string, { prefecture, municipality }: { prefecture: string; municipality: string }): string {
  const before = `${prefectureName(prefecture)}${municipality}`;
  const rest = location.startsWith(before) ? location.slice(before.length) : location;
  return rest.replace(BUILDING, '');
}
