import {
  findMunicipality,
  inTown,
  isWithoutTowns,
  namesTown,
  type PostalAddress,
  prefectureName,
  repeatedPlace,
} from '@todoke/japan';

/** Values of fields as they were typed, by the names of the fields. */
export type TypedValues = Readonly<Record<string, string>>;

/** The items of an address that a postal code tells. */
export const addressKeys = ['prefecture', 'municipality', 'street'] as const;

type AddressKey = (typeof addressKeys)[number];

/** What would stand in the fields instead. */
export type Replacement = Readonly<Partial<Record<AddressKey, string>>>;

/**
 * Fills what is empty, and nothing else (R27): what somebody typed stays, whatever the postal code says.
 * @param found the address of the postal code
 */
export function fillAddress(values: TypedValues, found: PostalAddress): TypedValues {
  const blank = addressKeys.filter((key) => typed(values, key) === '');
  return { ...values, postalCode: found.postalCode, ...Object.fromEntries(blank.map((key) => [key, found[key]])) };
}

/**
 * What was typed and differs from the address of the postal code, with what would take its place. Spellings of the same
 * place do not differ, and a 町名・番地 that names the found town does not either.
 */
export function differences(values: TypedValues, found: PostalAddress): Replacement {
  const differing = addressKeys.flatMap((key) => {
    const text = typed(values, key);
    const other = text === '' ? text : inPlaceOf[key](text, values, found);
    return other === text || other === '' ? [] : [[key, other]];
  });
  return Object.fromEntries(differing) as Replacement;
}

const typed = (values: TypedValues, key: AddressKey): string => (values[key] ?? '').trim();

const inPlaceOf: Readonly<Record<AddressKey, (text: string, values: TypedValues, found: PostalAddress) => string>> = {
  prefecture: (_text, _values, found) => found.prefecture,
  municipality(text, _values, { prefecture, municipality }) {
    const name = findMunicipality(prefecture, text)?.name;
    // 札幌市 without its ward agrees with 札幌市中央区.
    const agrees = name === municipality || (name?.endsWith('市') === true && municipality.startsWith(name));
    return agrees ? text : municipality;
  },
  street(text, _values, found) {
    const street = repeatedPlace(text, found, [found.street])?.rest ?? text;
    return found.street === '' || namesTown(street, found.street) ? street : inTown(street, found.street);
  },
};

/** The one of several addresses of a code with which all that was typed agrees; undefined where that is not clear. */
export function agreeingAddress(values: TypedValues, several: readonly PostalAddress[]): PostalAddress | undefined {
  if (addressKeys.some((key) => typed(values, key) === '')) return undefined;
  const agreeing = several.filter((found) => Object.keys(differences(values, found)).length === 0);
  return agreeing.length === 1 ? agreeing[0] : undefined;
}

/** A replacement as people read it: 徳島県徳島市万代町. */
export const replacementLine = ({ prefecture, municipality = '', street = '' }: Replacement): string =>
  (prefecture === undefined ? '' : prefectureName(prefecture)) + municipality + street;

/** Whether an address there may do without 町名・番地. */
export const mayEndWithMunicipality = ({ municipalityCode }: PostalAddress): boolean =>
  isWithoutTowns(municipalityCode);

/** One address of several that share a postal code, as people choose it. */
export const addressLine = ({ prefectureName, municipality, street, office }: PostalAddress): string =>
  prefectureName + municipality + street + (office === undefined ? '' : `（${office}）`);
