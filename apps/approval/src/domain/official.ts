import { findMunicipalityByCode, municipalitiesOf } from '@todoke/japan';
import type { Review } from './review.js';

/** Somebody who may look at applications: claims of the sign-in, no name. */
export interface Official {
  readonly sub: string;
  readonly role: 'prefecture' | 'health-centre' | 'secretariat';
  readonly prefecture?: string | undefined;
  /** Municipality codes of a health centre, five digits each, see `areaOf`. */
  readonly area: readonly string[];
}

/**
 * The municipalities that an area of claims means. 団体コード have six digits, the last a check digit that tells
 * nothing; the code of a city with wards stands for all of its wards.
 */
export function areaOf(codes: readonly string[]): string[] {
  return codes
    .filter((code) => /^\d{5,6}$/.test(code))
    .map((code) => code.slice(0, 5))
    .flatMap((code) => [code, ...wardsOf(code)]);
}

function wardsOf(code: string): string[] {
  const city = findMunicipalityByCode(code);
  if (city === undefined || !city.name.endsWith('市')) return [];
  const within = municipalitiesOf(city.prefecture).filter(
    ({ name }) => name.startsWith(city.name) && name.endsWith('区'),
  );
  return within.map((ward) => ward.code);
}

type Place = Pick<Review, 'prefecture' | 'municipalityCode'>;

/** Own prefecture, own area, or everything (R158). The database's row-level security says the same again. */
export function sees(official: Official, { prefecture, municipalityCode }: Place): boolean {
  switch (official.role) {
    case 'secretariat':
      return true;
    case 'prefecture':
      return official.prefecture === prefecture;
    case 'health-centre':
      return (
        official.prefecture === prefecture &&
        municipalityCode !== undefined &&
        official.area.includes(municipalityCode)
      );
  }
}

/**
 * Who decides (R46: 薬務課 or 保健所 for a pharmacy): the prefecture for all of its own, a health centre for the
 * pharmacies of its area. The secretariat only reads.
 */
export function decides(official: Official, review: Review): boolean {
  if (official.role === 'secretariat' || !sees(official, review)) return false;
  return official.role === 'prefecture' || review.items.institutionType === 'pharmacy';
}
