/** Removes from Japan Post's 町域 column the notes that are no part of an address. */
import { toWideDashesInNumbers } from './dashes.js';

/** Texts for "the whole municipality" and for "the house number follows the municipality's name". */
const NO_TOWN = /^以下に掲載がない場合$|の次に.*番地.*くる場合$|.一円$/u;

/**
 * The towns of one row of KEN_ALL. Notes in （） are removed. 「〜一円」 and the sentences for "no town" become an empty text;
 * 一円 alone is a town, in 多賀町. Ranges of 地割 in 岩手県 are left to the applicant. 「甲、乙」 are two towns.
 */
export function townsOf(raw: string): string[] {
  const town = raw.replace(/（.*$/u, '').replace(/(第?[０-９0-9]+地割).*$/u, '');
  if (NO_TOWN.test(town)) return [''];
  return town.split('、');
}

/** Street and house number of a row of JIGYOSYO, without its post-office box, and with － between numbers. */
export const streetOfOffice = (raw: string): string =>
  toWideDashesInNumbers(raw.replace(/（[^）]*）?|）/gu, '')).trim();
