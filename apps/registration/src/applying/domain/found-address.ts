import { type PostalAddress, toFullWidth } from '@todoke/japan';
import type { TypedValues } from './draft.js';

/**
 * Puts the address of a postal code into what was typed (R27). A 町名・番地 that already goes on from the found town
 * stays, so that looking up twice loses no house number.
 */
export function fillAddress(values: TypedValues, found: PostalAddress): TypedValues {
  const typed = toFullWidth(values['street'] ?? '');
  const street = found.street !== '' && typed.startsWith(toFullWidth(found.street)) ? typed : found.street;
  return {
    ...values,
    postalCode: found.postalCode,
    prefecture: found.prefecture,
    municipality: found.municipality,
    street,
  };
}

/** One address of several that share a postal code, as people choose it. */
export const addressLine = ({ prefectureName, municipality, street, office }: PostalAddress): string =>
  prefectureName + municipality + street + (office === undefined ? '' : `（${office}）`);
