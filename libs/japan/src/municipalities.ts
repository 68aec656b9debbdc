import { bundledData } from './bundled-data.js';
import { matchKey } from './match-key.js';
import { findPrefecture, prefectureName, prefectures } from './prefectures.js';
import { tidy } from './unusable-characters.js';

export interface Municipality {
  /** Five digits: prefecture and municipality (JIS X 0401, 0402), without the check digit. */
  readonly code: string;
  /** Two digits. */
  readonly prefecture: string;
  /** Name as in an address: 札幌市中央区, 鹿児島郡三島村, 千代田区. */
  readonly name: string;
  /** The county of a town or village, such as 鹿児島郡. R110 assigns whole counties to a desk. */
  readonly county?: string;
}

/**
 * The 20 designated cities (政令指定都市, 地方自治法第252条の19), which have wards. Postal data has only the wards. People also write
 * the city alone, and it has a code of its own.
 */
const DESIGNATED_CITIES: Readonly<Record<string, string>> = {
  '01100': '札幌市',
  '04100': '仙台市',
  '11100': 'さいたま市',
  '12100': '千葉市',
  '14100': '横浜市',
  '14130': '川崎市',
  '14150': '相模原市',
  '15100': '新潟市',
  '22100': '静岡市',
  '22130': '浜松市',
  '23100': '名古屋市',
  '26100': '京都市',
  '27100': '大阪市',
  '27140': '堺市',
  '28100': '神戸市',
  '33100': '岡山市',
  '34100': '広島市',
  '40100': '北九州市',
  '40130': '福岡市',
  '43100': '熊本市',
};

/**
 * What people in the islands of Tokyo and elsewhere write before a municipality, or in place of its county: 伊豆大島大島町,
 * 大島支庁大島町, 奄美大島龍郷町.
 */
const REGION = /^(?:.{0,8}?(?:支庁|総合振興局|振興局|諸島)|伊豆|.{1,6}?島(?=.+[市町村]$))/u;
/** Islands by whose name alone people write the town or village that they are: 伊豆大島, 八丈島, 御蔵島. */
const ISLAND_ALONE = /島$/u;

/** The county before a town or village, or the island in Tokyo, as postal addresses have it. */
const COUNTY = /^(.+?郡|三宅島|八丈島)(?=.+[町村]$)/u;

const load = bundledData<Record<string, string>>('municipalities');

interface OfPrefecture {
  readonly list: readonly Municipality[];
  readonly byKey: ReadonlyMap<string, Municipality>;
}

const loaded = new Map<string, OfPrefecture>();
const NONE: OfPrefecture = { list: [], byKey: new Map() };

function ofPrefecture(code: string): OfPrefecture {
  if (loaded.size === 0) {
    for (const prefecture of prefectures) loaded.set(prefecture.code, arrange(prefecture.code));
  }
  return loaded.get(code) ?? NONE;
}

function arrange(prefecture: string): OfPrefecture {
  const within = (entries: Record<string, string>): Municipality[] =>
    Object.entries(entries)
      .filter(([code]) => code.startsWith(prefecture))
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([code, name]) => describe(code, name));
  const list = within(load());
  const byKey = new Map<string, Municipality>();
  for (const municipality of [...within(DESIGNATED_CITIES), ...list]) {
    byKey.set(matchKey(municipality.name), municipality);
    const alone = municipality.county && matchKey(municipality.name.slice(municipality.county.length));
    if (alone && !byKey.has(alone)) byKey.set(alone, municipality);
  }
  for (const municipality of list) {
    const island = islandOf(municipality);
    if (island && !byKey.has(island)) byKey.set(island, municipality);
  }
  return { list, byKey };
}

/** 御蔵島村 and 三宅島三宅村 are 御蔵島 and 三宅島; 大島町 in 東京都 is 大島. */
function islandOf({ name, county = '' }: Municipality): string | undefined {
  const whole = [county, name.slice(county.length).replace(/[町村]$/u, '')].find((one) => ISLAND_ALONE.test(one));
  return whole === undefined || whole === name ? undefined : matchKey(whole);
}

function describe(code: string, name: string): Municipality {
  const county = COUNTY.exec(name)?.[1];
  return { code, prefecture: code.slice(0, 2), name, ...(county && { county }) };
}

/**
 * The municipalities of a prefecture, wards of designated cities one by one, in the order of their codes. Empty for an
 * unknown code. Source: src/data/README.md.
 * @param prefecture two digits
 */
export const municipalitiesOf = (prefecture: string): readonly Municipality[] => ofPrefecture(prefecture).list;

/**
 * Finds a municipality by its name as people write it: in either width, with or without county or prefecture, with ヶ or
 * ケ, a designated city with or without its ward, a town or village of an island with the island or its 支庁.
 * @param prefecture two digits
 * @returns undefined where the prefecture has none of that name
 */
export function findMunicipality(prefecture: string, text: string): Municipality | undefined {
  const { byKey } = ofPrefecture(prefecture);
  const key = matchKey(text);
  const prefix = matchKey(findPrefecture(prefecture)?.name ?? '');
  const withoutPrefecture = prefix && key.startsWith(prefix) ? key.slice(prefix.length) : key;
  return byKey.get(key) ?? byKey.get(withoutPrefecture) ?? inRegion(byKey, prefecture, text);
}

/** The municipality that follows the name of an island, of a group of them or of a 支庁. */
function inRegion(byKey: OfPrefecture['byKey'], prefecture: string, text: string): Municipality | undefined {
  const within = tidy(text).replace(prefectureName(prefecture), '');
  for (let rest = within; REGION.test(rest);) {
    rest = rest.replace(REGION, '');
    const found = byKey.get(matchKey(rest));
    if (found) return found;
  }
  return undefined;
}

const loadWithoutTowns = bundledData<readonly string[]>('municipalities-without-towns');

/**
 * Whether the municipality has no towns in the postal data, such as 青ヶ島村 and 御蔵島村: an address there may end with the
 * municipality, or go on with the house number.
 * @param code five digits
 */
export const isWithoutTowns = (code: string): boolean => loadWithoutTowns().includes(code);

/** Municipalities of that name in all prefectures: 府中市 is in 東京都 and in 広島県. */
export const municipalitiesNamed = (text: string): readonly Municipality[] =>
  prefectures.flatMap(({ code }) => findMunicipality(code, text) ?? []);

/** @param code five digits */
export function findMunicipalityByCode(code: string): Municipality | undefined {
  if (Object.hasOwn(DESIGNATED_CITIES, code)) return describe(code, DESIGNATED_CITIES[code] ?? '');
  return ofPrefecture(code.slice(0, 2)).list.find((municipality) => municipality.code === code);
}

/**
 * The codes of all municipalities within an area, five digits each. The code of a city with wards includes the codes of
 * its wards. Texts that are no such code are dropped.
 * @param area 団体コード of six digits, of which the last is a check digit, or of five
 */
export const codesOfArea = (area: readonly string[]): string[] =>
  area
    .filter((code) => /^\d{5,6}$/.test(code))
    .map((code) => code.slice(0, 5))
    .flatMap((code) => [code, ...wardsOf(code)]);

function wardsOf(code: string): string[] {
  const city = findMunicipalityByCode(code);
  if (city === undefined || !city.name.endsWith('市')) return [];
  const wards = municipalitiesOf(city.prefecture).filter(
    ({ name }) => name.startsWith(city.name) && name.endsWith('区'),
  );
  return wards.map((ward) => ward.code);
}
