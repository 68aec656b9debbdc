import { findMunicipalityByCode, findPrefecture, tidy } from '@todoke/japan';
import { type MedicalArea, medicalPlans } from './medical-area.js';

/** The header of a file of 二次医療圏: a row is a municipality, with its area by each plan. */
export const areaFileHeader = [
  'municipality',
  'name',
  'prefecture',
  ...medicalPlans.flatMap(({ key }) => [`area_${key}th_plan`, `area_${key}th_plan_name`]),
];

/** What is wrong with a file, and where. */
interface AreaFileFault {
  /** 1 is the header. */
  readonly line: number;
  readonly fault: string;
}

export type AreaFileReading =
  | { readonly ok: true; readonly areas: readonly MedicalArea[] }
  | { readonly ok: false; readonly faults: readonly AreaFileFault[] };

interface Row {
  readonly line: number;
  readonly municipality: string;
  readonly prefecture: string;
  /** One of each plan. */
  readonly areas: readonly { readonly plan: string; readonly code: string; readonly name: string }[];
}

/**
 * Reads a file of 二次医療圏 (UTF-8, comma-separated, one line a municipality, nothing quoted). Every row is judged; a
 * file with a fault is none.
 */
export function readAreaFile(text: string): AreaFileReading {
  const [header = '', ...lines] = text
    .replace(/^\uFEFF/u, '')
    .replace(/\r?\n$/u, '')
    .split(/\r?\n/u);
  if (header !== areaFileHeader.join(','))
    return { ok: false, faults: [{ line: 1, fault: `the header is not ${areaFileHeader.join(',')}` }] };
  const rows = lines.map((line, at) => rowIn(line, at + 2));
  const faults = [...rows.flatMap(faultsOf), ...faultsBetween(rows)].sort((one, other) => one.line - other.line);
  if (rows.length === 0) faults.push({ line: 2, fault: 'there is no municipality' });
  return faults.length > 0 ? { ok: false, faults } : { ok: true, areas: areasIn(rows) };
}

function rowIn(text: string, line: number): Row & { readonly cells: readonly string[] } {
  const cells = text.split(',');
  const [municipality = '', , prefecture = '', ...told] = cells;
  const areas = medicalPlans.map(({ key }, at) => ({
    plan: key,
    code: told[2 * at] ?? '',
    name: told[2 * at + 1] ?? '',
  }));
  return { line, cells, municipality, prefecture, areas };
}

function faultsOf({ line, cells, municipality, prefecture, areas }: ReturnType<typeof rowIn>): AreaFileFault[] {
  if (cells.length !== areaFileHeader.length)
    return [{ line, fault: `${cells.length} values instead of ${areaFileHeader.length}` }];
  const faults = [
    ...(/^\d{5}$/.test(municipality) ? [] : [`municipality ${municipality}: not five digits`]),
    ...(findPrefecture(prefecture) === undefined ? [`prefecture ${prefecture}: unknown`] : []),
    ...(municipality.startsWith(prefecture) ? [] : [`municipality ${municipality} is not in prefecture ${prefecture}`]),
    ...areas.flatMap(({ plan, code, name }) => [
      ...(/^\d{4}$/.test(code) && code.startsWith(prefecture)
        ? []
        : [`plan ${plan}: ${code} is no code of ${prefecture}`]),
      ...(name !== '' && name === tidy(name) ? [] : [`plan ${plan}: no name of an area`]),
    ]),
  ];
  return faults.map((fault) => ({ line, fault }));
}

/** A municipality twice, or an area under two names. */
function faultsBetween(rows: readonly Row[]): AreaFileFault[] {
  const lineOf = new Map<string, number>();
  const named = new Map<string, { readonly name: string; readonly line: number }>();
  return rows.flatMap(({ line, municipality, areas }) => {
    const first = lineOf.get(municipality);
    lineOf.set(municipality, first ?? line);
    const twice =
      first === undefined ? [] : [{ line, fault: `municipality ${municipality} stands in line ${first}, too` }];
    const others = areas.flatMap(({ plan, code, name }) => {
      if (name === '') return [];
      const known = named.get(`${plan} ${code}`);
      named.set(`${plan} ${code}`, known ?? { name, line });
      if (known === undefined || known.name === name) return [];
      return [{ line, fault: `plan ${plan}: area ${code} is ${name} here and ${known.name} in line ${known.line}` }];
    });
    return [...twice, ...others];
  });
}

function areasIn(rows: readonly Row[]): MedicalArea[] {
  const areas = new Map<string, MedicalArea & { municipalities: string[] }>();
  for (const { municipality, prefecture, areas: told } of rows) {
    for (const { plan, code, name } of told) {
      const known = areas.get(`${plan} ${code}`) ?? { plan, code, name, prefecture, municipalities: [] };
      known.municipalities.push(municipality);
      areas.set(`${plan} ${code}`, known);
    }
  }
  return [...areas.values()];
}

/** Municipalities of a file that postal data do not know: nothing is wrong with them, but no address leads there. */
export const unknownMunicipalities = (areas: readonly MedicalArea[]): string[] => [
  ...new Set(
    areas.flatMap(({ municipalities }) => municipalities.filter((code) => findMunicipalityByCode(code) === undefined)),
  ),
];
