import { findMunicipalityByCode, municipalitiesOf } from '@todoke/japan';

/**
 * The municipalities, five digits each, that an area of claims means. 団体コード have six digits, the last a check
 * digit that tells nothing; the code of a city with wards stands for all of its wards.
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
