import { matchKey } from '@todoke/japan';
import type { Application as Items } from '@todoke/application-form';

/**
 * By what two entries may be the same institution (R162): 機関コード, else 保険機関コード, else name and address
 * together. A name alone never is: one prefecture has hundreds of namesakes.
 */
export type Likeness = 'institution-code' | 'insurance-code' | 'name-and-address';

export interface Keys {
  readonly institutionCode?: string | undefined;
  readonly insuranceCode?: string | undefined;
  readonly nameAndAddress: string;
  /** The same with the building, which some write into the address and others leave out. */
  readonly withBuilding?: string | undefined;
}

/** 一丁目2番3号 and 1-2-3 aside, the ways of writing a house number in digits fall together. */
const addressKey = (address: string): string =>
  matchKey(address)
    .replace(/丁目|番地の?|番/gu, '-')
    .replace(/号/gu, '')
    .replace(/-+/gu, '-')
    .replace(/-$/u, '');

const nonEmpty = (text: string | undefined): string | undefined =>
  text === undefined || text === '' ? undefined : text;

/** @param address from the prefecture's name down to the house number, or on to the building */
export const nameAndAddressKey = (name: string, address: string): string =>
  `${matchKey(name)}|${addressKey(address)}`;

export function keysOf(items: Items, prefectureName: string): Keys {
  const { institutionName, municipality, street, building } = items;
  const address = `${prefectureName}${municipality}${street}`;
  return {
    institutionCode: nonEmpty(items.institutionCode),
    insuranceCode: nonEmpty(items.insuranceCode),
    nameAndAddress: nameAndAddressKey(institutionName, address),
    withBuilding: nonEmpty(building) && nameAndAddressKey(institutionName, `${address}${building}`),
  };
}

/** The keys under which the same name at the same address may be stored. */
export const addressKeys = ({ nameAndAddress, withBuilding }: Keys): string[] =>
  withBuilding === undefined ? [nameAndAddress] : [nameAndAddress, withBuilding];

/** The strongest ground on which two entries are alike; undefined when they are not. */
export function likeness(one: Keys, other: Keys): Likeness | undefined {
  if (one.institutionCode !== undefined && one.institutionCode === other.institutionCode)
    return 'institution-code';
  if (one.insuranceCode !== undefined && one.insuranceCode === other.insuranceCode) return 'insurance-code';
  const same = addressKeys(one).some((key) => addressKeys(other).includes(key));
  return same ? 'name-and-address' : undefined;
}
