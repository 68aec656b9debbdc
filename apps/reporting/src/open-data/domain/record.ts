import { tidy, tidyLines } from '@todoke/japan';
import type { Value, Values } from '@todoke/forms';
import type { Column, Format, Layout, Place } from './layout.js';

/** How a line break in a text is written in the file. */
const lineBreak = '（改行）';
/** What stands where a coordinate is not known. */
const unknownDegrees = '0.0';

type CellValue = string | number;
type Cells = Record<string, CellValue>;

const isTable = (value: unknown): value is readonly Cells[] =>
  Array.isArray(value) && value.every((row) => typeof row === 'object' && row !== null);
const isRecord = (value: unknown): value is Record<string, Cells> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A cell as a report stores it; undefined where it is blank. */
function valueOf(format: Format, cell: string): CellValue | undefined {
  switch (format.kind) {
    case 'text': {
      const text = cell.replaceAll(lineBreak, '\n');
      return (format.lines === true ? tidyLines(text) : tidy(text)) || undefined;
    }
    case 'count':
      return cell === '' ? undefined : Number(cell);
    case 'degrees':
      return Number(cell) === 0 ? undefined : Number(cell);
    default:
      return cell === '' ? undefined : cell;
  }
}

/** A stored value as the file has it. */
function cellOf(format: Format, value: unknown): string {
  const text = typeof value === 'number' || typeof value === 'string' ? String(value) : '';
  if (format.kind === 'degrees') return text === '' ? unknownDegrees : text;
  return format.kind === 'text' ? text.replaceAll(/\r?\n/g, lineBreak) : text;
}

/**
 * The values of a report that the rows of one facility tell, without blank ones and without figures that follow from
 * others.
 * @param rows of a file whose rows are facilities, one
 */
export function valuesOf(layout: Layout, rows: readonly (readonly string[])[]): Values {
  if (layout.per === 'department') return departmentsOf(layout, rows);
  const values: Record<string, Value> = {};
  const [cells = []] = rows;
  layout.columns.forEach((column, at) => {
    const value = valueOf(column.format, cells[at] ?? '');
    if (value !== undefined) put(values, column.place, value);
  });
  return values;
}

function put(values: Record<string, unknown>, place: Place, value: CellValue): void {
  if (place.in === 'item' && place.computed !== true) values[place.key] = value;
  if (place.in === 'grid') {
    const grid = (values[place.key] ??= {}) as Record<string, Cells>;
    (grid[place.row] ??= {})[place.column] = value;
  }
  if (place.in === 'slot') {
    const table = (values[place.key] ??= []) as Cells[];
    const known = table.find(({ slot }) => slot === place.slot);
    if (known !== undefined) known[place.column] = value;
    else table.push({ slot: place.slot, [place.column]: value });
  }
}

/** Slots without hours are left out, but that each department keeps one. */
function departmentsOf({ columns }: Layout, rows: readonly (readonly string[])[]): Values {
  const told = rows.map((cells) => {
    const department: Cells = {};
    columns.forEach(({ format, place }, at) => {
      const value = valueOf(format, cells[at] ?? '');
      if (place.in === 'department' && value !== undefined) department[place.column] = value;
    });
    // Only その他 has a name of its own; all others are named by their code.
    if (!isOther(String(department['code']))) delete department['name'];
    return department;
  });
  const nameOf = ({ code, name }: Cells): string => `${code} ${name ?? ''}`;
  const withHours = new Set(told.filter(hasHours).map(nameOf));
  const seen = new Set<string>();
  const departments = told.filter((department) => {
    const name = nameOf(department);
    const first = !seen.has(name);
    seen.add(name);
    return hasHours(department) || (first && !withHours.has(name));
  });
  return departments.length === 0 ? {} : { departments };
}

const hasHours = (department: Cells): boolean => Object.keys(department).some((key) => key.includes('_'));

/** その他（内科系） and the like: their names are typed. */
const isOther = (code: string): boolean => code.endsWith('991');

/** Whose facts a row has besides its report. */
export interface Subject {
  readonly id: string;
  readonly values: Values;
}

/** The rows of one facility, in the order of the columns. @param departmentName the name that belongs to a code */
export function recordsOf(layout: Layout, subject: Subject, departmentName: (code: string) => string): string[][] {
  if (layout.per === 'facility') return [layout.columns.map((column) => facilityCell(layout, column, subject))];
  const { departments } = subject.values;
  const told = isTable(departments) ? departments : [];
  const named = new Map<string, Cells[]>();
  for (const row of told) {
    const key = `${row['code']} ${isOther(String(row['code'])) ? row['name'] : ''}`;
    const known = named.get(key);
    if (known === undefined) named.set(key, [row]);
    else known.push(row);
  }
  return [...named.values()].flatMap((rows) =>
    slotsOf(layout).map((slot) => {
      const code = String(rows[0]?.['code'] ?? '');
      const name = isOther(code) ? (rows[0]?.['name'] ?? '') : departmentName(code);
      const row = rows.find((one) => String(one['slot']) === slot) ?? {};
      const cells: Cells = { ...row, code, name, slot };
      return layout.columns.map(({ format, place }) =>
        place.in === 'department' ? cellOf(format, cells[place.column]) : subject.id,
      );
    }),
  );
}

const slotsOf = ({ columns }: Layout): string[] => {
  const format = columns.find((column) => column.format.kind === 'slot')?.format;
  return Array.from({ length: format?.kind === 'slot' ? format.atMost : 0 }, (_, at) => String(at + 1));
};

function facilityCell({ kind }: Layout, { format, place }: Column, { id, values }: Subject): string {
  switch (place.in) {
    case 'institution':
      return place.fact === 'id' ? id : kind;
    case 'item':
      return cellOf(format, place.computed === true ? (values[place.key] ?? bedsIn(values)) : values[place.key]);
    case 'grid': {
      const grid = values[place.key];
      return isRecord(grid) ? cellOf(format, grid[place.row]?.[place.column]) : '';
    }
    case 'slot': {
      const table = values[place.key];
      const row = isTable(table) ? table.find(({ slot }) => String(slot) === place.slot) : undefined;
      return cellOf(format, row?.[place.column]);
    }
    case 'department':
      return '';
  }
}

const kindsOfBeds = ['general', 'care', 'mental', 'tuberculosis', 'infection'].map((kind) => `beds_${kind}`);

/** The sum of what is told of beds; undefined where nothing is. */
function bedsIn(values: Values): number | undefined {
  const told = kindsOfBeds.flatMap((key) => (typeof values[key] === 'number' ? [values[key]] : []));
  return told.length === 0 ? undefined : told.reduce((sum, beds) => sum + beds, 0);
}

/** The keys of a report that a file tells of. */
export const keysOf = ({ columns, per }: Layout): string[] =>
  per === 'department'
    ? ['departments']
    : [...new Set(columns.flatMap(({ place }) => ('key' in place ? [place.key] : [])))];
