/** Japan Post's 町域 column says in words what is not part of an address; here it is taken out. */
import { toWideDashesInNumbers } from './dashes.js';

/** The whole municipality, or "the house number follows the municipality's name". */
const NO_TOWN = /^以下に掲載がない場合$|の次に.*番地.*くる場合$|.一円$/u;

/**
 * The towns of one row of KEN_ALL: notes in （） go, 「〜一円」 and the sentences that stand for "no town" become an
 * empty text (一円 alone is a town, in 多賀町), Iwate's ranges of 地割 are left to the applicant, 「甲、乙」 are two
 * towns.
 */
export function townsOf(raw: string): string[] {
  const town = raw.replace(/（.*$/u, '').replace(/(第?[０-９0-9]+地割).*$/u, '');
  if (NO_TOWN.test(town)) return [''];
  return town.split('、');
}

/**
 * Street and number of an office's row of JIGYOSYO: without its post-office box, dashes between numbers as －.
 */
export const streetOfOffice = (raw: string): string =>
  toWideDashesInNumbers(raw.replace(/（[^）]*）?|）/gu, '')).trim();
