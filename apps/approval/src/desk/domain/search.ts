import { addressKey, matchKey, prefectures } from '@todoke/japan';

/** What is searched of an institution. */
interface Searched {
  readonly name: string;
  readonly municipality: string;
  readonly street: string;
}

/** The key in which a search looks: of the name, and of the address without its prefecture. */
export const searchKeyOf = ({ name, ...address }: Searched): string => `${matchKey(name)}|${addressKey(address)}`;

/** What is looked for. */
export interface Sought {
  /** As a name has it. */
  readonly part: string;
  /** As an address has it: 10番1号 is 10-1, and the prefecture is left out. */
  readonly address: string;
  /** How a code or a telephone number begins; '' where it can be none. */
  readonly code: string;
}

/** Shorter ones are the beginning of too many codes. */
const shortestCode = 3;
const prefectureKeys = prefectures.map(({ name }) => matchKey(name));

/** @param key what was typed, as `matchKey` gives it */
export function soughtBy(key: string): Sought {
  const before = prefectureKeys.find((one) => key.startsWith(one) && key.length > one.length) ?? '';
  const address = addressKey({ municipality: '', street: key.slice(before.length) });
  const plain = key.replaceAll('-', '').toUpperCase();
  const code = plain.length >= shortestCode && /^[\dA-Z]*\d[\dA-Z]*$/.test(plain) ? plain : '';
  // What is nothing but signs is no address.
  return { part: key, address: address === '' ? key : address, code };
}
