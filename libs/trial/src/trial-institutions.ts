import { createHash } from 'node:crypto';
import { checkDigitOf, findMunicipalityByCode, toFullWidth } from '@todoke/japan';
import { type InstitutionType, institutionTypes } from '@todoke/lifecycle';
import { Chance } from './chance.js';
import { hospitalOf, type TrialHospital } from './hospital.js';
import { nameOf } from './names.js';
import { places, type Town, townsByMunicipality, unassignedPhone } from './places.js';

/** An invented institution in a real town. */
export interface TrialInstitution {
  readonly id: string;
  readonly name: string;
  readonly type: InstitutionType;
  /** Two digits. */
  readonly prefecture: string;
  readonly municipality: string;
  /** Five digits. */
  readonly municipalityCode: string;
  readonly postalCode: string;
  readonly street: string;
  /** Of no subscriber. */
  readonly phone: string;
  readonly institutionCode: string;
  /** Ten digits with a check digit that fits; midwifery centres have none. */
  readonly insuranceCode?: string;
  /** Of hospitals alone. */
  readonly hospital?: TrialHospital;
}

/** Another seed makes another country. */
const seed = 'todoke 1';

/** Those for which somebody signs in, as `demo.json` names them: large hospitals, each the first of its prefecture. */
const known: readonly { readonly municipalityCode: string; readonly name: string; readonly town: Town }[] = [
  {
    municipalityCode: '46201',
    name: '医療法人とどけ会 城山ためし病院',
    town: { postalCode: '8920853', name: '城山町' },
  },
  {
    municipalityCode: '36201',
    name: '医療法人とどけ会 眉山ためし病院',
    town: { postalCode: '7700908', name: '眉山町' },
  },
];

/** 点数表, the third digit of a 保険機関コード. Midwifery centres have no such code. */
const feeTables: Readonly<Partial<Record<InstitutionType, string>>> = {
  hospital: '1',
  clinic: '1',
  'dental-clinic': '3',
  pharmacy: '4',
};

/** An id that follows from prefecture and name, so that it is the same in every trial (UUID version 8, RFC 9562). */
export function trialId(prefecture: string, name: string): string {
  const digest = createHash('sha256').update(`${prefecture} ${name}`).digest('hex');
  const part = (from: number, to: number) => digest.slice(from, to);
  return `${part(0, 8)}-${part(8, 12)}-8${part(13, 16)}-a${part(17, 20)}-${part(20, 32)}`;
}

let made: readonly TrialInstitution[] | undefined;

/** All institutions of the trial, always the same. */
export const trialInstitutions = (): readonly TrialInstitution[] => (made ??= invent());

function invent(): TrialInstitution[] {
  const towns = townsByMunicipality();
  const names = new Set<string>();
  const numbers = new Map<string, number>();
  return Object.entries(places).flatMap(([municipalityCode, counts]) => {
    const chance = new Chance(seed, municipalityCode);
    const types = institutionTypes.flatMap(({ value }, at) => Array.from({ length: counts[at] ?? 0 }, () => value));
    return types.map((type, at) => {
      const first = known.find((one) => at === 0 && one.municipalityCode === municipalityCode);
      const prefecture = municipalityCode.slice(0, 2);
      const number = (numbers.get(prefecture) ?? 0) + 1;
      numbers.set(prefecture, number);
      const town = first?.town ?? chance.of(towns.get(municipalityCode) ?? []);
      // In a prefecture's capital the first hospital and the second are large.
      const large = first === undefined ? (at === 1 && types.length >= 20 ? 300 : undefined) : 199;
      const hospital = type === 'hospital' ? hospitalOf(chance, large) : undefined;
      const name = first?.name ?? unused(names, prefecture, () => nameOf(chance, type, town.name, hospital));
      return {
        ...institutionAt({ prefecture, municipalityCode, town, number, type, name, chance }),
        ...(hospital && { hospital }),
      };
    });
  });
}

interface Described {
  readonly prefecture: string;
  readonly municipalityCode: string;
  readonly town: Town;
  /** Within the prefecture, from 1 on. */
  readonly number: number;
  readonly type: InstitutionType;
  readonly name: string;
  readonly chance: Chance;
}

function institutionAt({
  prefecture,
  municipalityCode,
  town,
  number,
  type,
  name,
  chance,
}: Described): TrialInstitution {
  const digits = String(number).padStart(4, '0');
  const table = feeTables[type];
  // No municipality has the number 99 in these codes.
  const payload = `${prefecture}${table}99${digits}`;
  return {
    id: trialId(prefecture, name),
    name,
    type,
    prefecture,
    municipality: findMunicipalityByCode(municipalityCode)?.name ?? '',
    municipalityCode,
    postalCode: town.postalCode,
    street: `${town.name}${toFullWidth(`${chance.between(1, 30)}番${chance.between(1, 20)}号`)}`,
    phone: unassignedPhone(municipalityCode, number),
    institutionCode: `99${prefecture}${digits}`,
    ...(table !== undefined && { insuranceCode: `${payload}${checkDigitOf(payload)}` }),
  };
}

/** A name that no other institution of the prefecture has. */
function unused(names: Set<string>, prefecture: string, next: () => string): string {
  for (;;) {
    const name = next();
    if (names.has(`${prefecture} ${name}`)) continue;
    names.add(`${prefecture} ${name}`);
    return name;
  }
}
