import { createRequire } from 'node:module';
import { bundledData } from './bundled-data.js';
import { findMunicipalityByCode } from './municipalities.js';
import { prefectureName } from './prefectures.js';
import { streetOfOffice, townsOf } from './postal-towns.js';
import { digitsBeforeWords, digitsIn } from './typed-codes.js';

type Yubin = typeof import('yubin');

/** An address of a postal code. The house number is not part of it. */
export interface PostalAddress {
  /** Seven digits. */
  readonly postalCode: string;
  /** Two digits. */
  readonly prefecture: string;
  readonly prefectureName: string;
  /** Name as in `Municipality`. */
  readonly municipality: string;
  /** Five digits. */
  readonly municipalityCode: string;
  /** 町域; for an office's own code down to its house number. Empty where the code stands for a whole municipality. */
  readonly street: string;
  /** The office that has the code to itself (大口事業所個別番号). */
  readonly office?: string;
}

let yubin: Yubin | undefined;
/** Loaded at the first look-up: four megabytes. */
const loadYubin = (): Yubin => (yubin ??= createRequire(import.meta.url)('yubin') as Yubin);

/** Codes of several towns or municipalities → [municipality code, town]. yubin has only one of them for each code. */
const loadShared = bundledData<Record<string, [string, string][]>>('shared-postal-codes');

/**
 * Seven digits of a postal code, from either width, with or without 〒, dashes, blanks and the address after it;
 * undefined where that does not leave seven digits.
 */
export function normalisePostalCode(text: string): string | undefined {
  const digits = digitsIn(text) ?? digitsBeforeWords(text);
  return digits?.length === 7 ? digits : undefined;
}

/**
 * All addresses of a postal code, in the order of Japan Post's data. Several where municipalities, or even two
 * prefectures, share the code (618-0000, R27). Empty where it is no code, is newer than the data, or belongs to an
 * office that is not published (R107).
 */
export function findAddresses(postalCode: string): readonly PostalAddress[] {
  const code = normalisePostalCode(postalCode);
  const known = code ? loadYubin().getAddress(code) : null;
  if (!code || !known) return [];
  if (known.source === 'jigyosyo') {
    const street = known.town + streetOfOffice(known.streetAddress);
    return [{ ...place(code, known.jisCode, known.city), street, office: known.companyName }];
  }
  const own = townsOf(known.town).map((town): [string, string] => [known.jisCode, town]);
  const different = new Map([...sharedRows(code), ...own].map((row) => [row.join(' '), row]));
  return [...different.values()].map(([municipality = '', town = '']) => ({
    ...place(code, municipality, municipality === known.jisCode ? known.city : undefined),
    street: town,
  }));
}

/** Rows of the supplement. It may be older than yubin's data, so municipalities that no longer exist are left out. */
function sharedRows(code: string): [string, string][] {
  const shared = loadShared();
  const rows = Object.hasOwn(shared, code) ? (shared[code] ?? []) : [];
  return rows.filter(([municipality]) => findMunicipalityByCode(municipality));
}

function place(postalCode: string, municipalityCode: string, name?: string): Omit<PostalAddress, 'street'> {
  const prefecture = municipalityCode.slice(0, 2);
  return {
    postalCode,
    prefecture,
    prefectureName: prefectureName(prefecture),
    municipality: findMunicipalityByCode(municipalityCode)?.name ?? name ?? '',
    municipalityCode,
  };
}
