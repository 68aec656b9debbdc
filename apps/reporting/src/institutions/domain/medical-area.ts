import { codesOfArea, type Day, findMunicipality, findMunicipalityByCode } from '@todoke/japan';

/** A version of the medical plan (医療計画, 医療法第30条の4): every six years the 二次医療圏 are drawn anew. */
export interface MedicalPlan {
  /** Its number: `8` is 第8次医療計画. */
  readonly key: string;
  readonly validFrom: Day;
  /** The last day; undefined as long as no other plan is known. */
  readonly validUntil?: Day;
}

export const medicalPlans = [
  { key: '7', validFrom: '2018-04-01', validUntil: '2024-03-31' },
  { key: '8', validFrom: '2024-04-01' },
] as const satisfies readonly MedicalPlan[];

/** 二次医療圏 (医療法第30条の4第2項第14号): the municipalities whose inpatients are to find a bed within it. */
export interface MedicalArea {
  readonly plan: string;
  /** Four digits: the prefecture and a number within it. */
  readonly code: string;
  readonly name: string;
  /** Two digits. */
  readonly prefecture: string;
  /** Five digits each. */
  readonly municipalities: readonly string[];
}

/** 第8次医療計画. */
export const planWord = (plan: string): string => `第${plan}次医療計画`;

/**
 * Codes that the ministry has not published: those of the three areas of 秋田県 since the eighth plan are our own and may
 * change.
 */
const provisional: ReadonlySet<string> = new Set(['0509', '0510', '0511']);

export const isOfficial = ({ plan, code }: Pick<MedicalArea, 'plan' | 'code'>): boolean =>
  plan !== '8' || !provisional.has(code);

/**
 * The same areas, each with the designated cities that lie within it: people write 札幌市 without its ward, and that has a
 * code of its own, which files of areas do not have. A city whose wards are in several areas is in none.
 */
export const withCities = (areas: readonly MedicalArea[]): MedicalArea[] =>
  areas.map((area) => {
    const own = new Set(area.municipalities);
    const cities = new Set(area.municipalities.flatMap((code) => cityOf(code) ?? []));
    const whole = [...cities].filter(
      (city) => !own.has(city) && codesOfArea([city]).every((code) => code === city || own.has(code)),
    );
    return { ...area, municipalities: [...area.municipalities, ...whole] };
  });

/** The code of the city of which a municipality is a ward. */
function cityOf(code: string): string | undefined {
  const ward = findMunicipalityByCode(code);
  const city = /^(.+?市).+区$/u.exec(ward?.name ?? '')?.[1];
  return ward && city && findMunicipality(ward.prefecture, city)?.code;
}
