import { findPrefecture } from '@todoke/japan';

/** The parts of an ID: 都道府県コード (2), 機関区分 (1), and 機関コード, which may have letters and is 2 to 10 characters in most. */
export interface FacilityId {
  readonly prefecture: string;
  readonly kind: string;
  readonly code: string;
}

/** 20 characters in all. */
const pattern = /^(\d{2})([1-5])([0-9A-Za-z]{1,17})$/;

/** The parts of an ID; undefined where it is none. No digit is lost: leading zeros are part of it. */
export function readFacilityId(id: string): FacilityId | undefined {
  const [, prefecture = '', kind = '', code = ''] = pattern.exec(id) ?? [];
  return findPrefecture(prefecture) === undefined ? undefined : { prefecture, kind, code };
}

export const facilityIdOf = ({ prefecture, kind, code }: FacilityId): string => `${prefecture}${kind}${code}`;
