import type { FieldError } from '@todoke/service';
import { isPlain, type GridItem, type Item, type PlainItem, type RowsItem, type Section } from '../definition.js';
import type { Form } from '../form.js';
import type { Judgement, SectionProgress } from '../judge.js';
import { labelledAt, placeNamed, rowLabel } from '../labels.js';
import type { Texts } from '../read-answers.js';
import { rowsOf, type Place, type Values } from '../values.js';
import { fieldView, type FieldView, type Shown } from './field-view.js';
import { daysAfterMonday, monday } from './weekdays.js';

/** What a form is shown with. */
export interface Answered {
  readonly values: Values;
  readonly judged: Judgement;
  /** What was typed, where it is shown again. */
  readonly typed?: Texts | undefined;
  /** Why it was refused; the summary and the fields say so. */
  readonly errors?: readonly FieldError[];
  readonly last?: Values | undefined;
  /** Whether 「前回と同じ」 is offered; where there was a last time. */
  readonly sameAsLast?: boolean;
  /** The table to which blank rows are added. */
  readonly more?: string | undefined;
  /** The texts that are stored now: what the reader sees, for merging with what others store meanwhile. */
  readonly seen: Texts;
  /** Where the form is shown a section at a time: which one, and the address of each. */
  readonly section?: { readonly code: string; readonly href: (code: string) => string } | undefined;
}

/** A cell of a table. It is named by the headings of row and column, by a label of its own, or by its full label. */
interface CellView extends FieldView {
  readonly labelledBy?: string;
  readonly columnLabel?: string;
  /** Marked as required, whatever else the row has. */
  readonly always?: boolean;
  readonly named?: boolean;
}

interface RowView {
  readonly label: string;
  /** With the label of the table, for the buttons of the row. */
  readonly whole: string;
  readonly id: string;
  readonly cells: readonly CellView[];
  /** Of a row that is a card: the table in it. */
  readonly matrix?: MatrixView;
  /** What its button sends: `staff.0`. */
  readonly remove?: string;
}

interface MatrixView {
  readonly columns: readonly string[];
  readonly rows: readonly { readonly label: string; readonly cells: readonly CellView[] }[];
  /** What the button 「平日は月曜日と同じ」 sends; absent where no row is a day of the week. */
  readonly weekdays?: string;
}

interface TableItemView {
  readonly name: string;
  readonly id: string;
  readonly label: string;
  readonly help?: string | undefined;
  readonly required: boolean;
  readonly hidden: boolean;
  readonly error?: string | undefined;
  readonly changed: boolean;
  readonly compared: boolean;
  readonly rowHeading: string;
  readonly columns: readonly { id: string; label: string; required: boolean; numeric: boolean }[];
  readonly rows: readonly RowView[];
  /** Rows are added and removed: a blank one for the script, and how many there may be. */
  readonly blank?: RowView;
  readonly atMost?: number;
  readonly is: { readonly table: true; readonly rows: boolean; readonly cards: boolean };
}

interface SectionView {
  readonly code: string;
  readonly title: string;
  readonly help?: string | undefined;
  readonly progress: string;
  readonly done: boolean;
  readonly sameAsLast: boolean;
  readonly items: readonly (FieldView | TableItemView)[];
}

/** The data of the partials `form-engine` and `form-section`. */
export interface FormPageView {
  readonly errors: readonly { message: string; href?: string }[];
  readonly focusSummary: boolean;
  readonly retyped: false;
  readonly warnings: readonly { message: string; href: string }[];
  /** How far each section of the whole form is, where there are several. */
  readonly progress: readonly SectionStep[];
  /** What is on this page. */
  readonly sections: readonly SectionView[];
  readonly seen: string;
}

/** A section in the list of all. */
interface SectionStep {
  readonly code: string;
  readonly title: string;
  readonly href: string;
  readonly current: boolean;
  readonly progress: string;
  readonly done: boolean;
}

/** 「3／5」, or 「入力済み」. Nothing is said of a section in which nothing has to be answered. */
export const progressText = ({ answered, asked }: SectionProgress): string =>
  asked === 0 ? '' : answered === asked ? '入力済み' : `${answered}／${asked}`;

/** A form on its page, with what was answered. */
export function formView(form: Form, answered: Answered): FormPageView {
  const { values, judged, typed = {}, errors = [], last, sameAsLast = true, seen, section: one } = answered;
  const first = errors.find(({ field }) => placeNamed(form, field) !== undefined)?.field;
  const errorAt = (name: string): string | undefined =>
    [...errors, ...judged.errors].find(({ field }) => field === name)?.message;
  const shown: Shown = { values, judged, typed, last, first, errorAt };
  const here = one === undefined ? form.sections : form.sections.filter(({ code }) => code === one.code);
  const keys = new Set(here.flatMap(({ items }) => items.map(({ key }) => key)));
  const isHere = (name: string): boolean => keys.has(name.split('.')[0] ?? name);
  return {
    errors: errors.map(({ field, message }) => ({ message, ...(isFound(field) ? { href: hrefOf(form, field) } : {}) })),
    focusSummary: errors.length > 0 && first === undefined,
    retyped: false,
    warnings: judged.warnings
      .filter(({ items }) => items.some(isHere))
      .map(({ message, items }) => ({ message, href: hrefOf(form, items.find(isHere) ?? '') })),
    progress: form.sections.length > 1 ? form.sections.map(stepOf) : [],
    sections: here.map((section): SectionView => ({
      ...section,
      ...progressIn(section.code),
      sameAsLast: sameAsLast && last !== undefined,
      items: section.items.map((item) => itemView(item, shown, answered.more === item.key)),
    })),
    seen: JSON.stringify(
      one === undefined ? seen : Object.fromEntries(Object.entries(seen).filter(([name]) => isHere(name))),
    ),
  };

  function progressIn(code: string): Pick<SectionStep, 'progress' | 'done'> {
    const progress = judged.sections.find((section) => section.code === code);
    return {
      progress: progress === undefined ? '' : progressText(progress),
      done: progress !== undefined && progress.answered === progress.asked,
    };
  }

  function stepOf({ code, title }: Section): SectionStep {
    const href = one === undefined ? `#section-${code}` : one.href(code);
    return { code, title, href, current: one?.code === code, ...progressIn(code) };
  }

  function isFound(field: string): boolean {
    return judged.shown.has(field);
  }
}

/** The address of a field on its page: of choices, that of the first one. */
export function hrefOf(form: Form, name: string): string {
  const item = placeNamed(form, name)?.item;
  const inTable = name.includes('.');
  const chosen = item && (item.type === 'many' || (!inTable && ['one', 'yes-no', 'can'].includes(item.type)));
  return `#field-${name}${chosen === true ? '-1' : ''}`;
}

function itemView(item: Item, shown: Shown, more: boolean): FieldView | TableItemView {
  if (isPlain(item)) return fieldView({ name: item.key, item, of: item }, shown, false);
  const { judged } = shown;
  const id = `field-${item.key}`;
  return {
    name: item.key,
    id,
    label: item.label,
    help: item.help,
    required: judged.required.has(item.key),
    hidden: !judged.shown.has(item.key),
    error: shown.errorAt(item.key),
    changed: judged.changed.has(item.key),
    compared: shown.last !== undefined,
    rowHeading: item.type === 'rows' ? '行' : item.label,
    columns: item.columns.map((column) => ({
      id: `${id}-${column.key}`,
      label: column.label,
      required: isAlwaysRequired(column),
      numeric: column.type === 'computed',
    })),
    rows: positionsOf(item, shown, more).map((row) => rowView(item, row, shown)),
    ...(item.type === 'rows' ? { blank: rowView(item, newRow, shown), atMost: item.atMost } : {}),
    is: { table: true, rows: item.type === 'rows', cards: item.type === 'rows' && item.matrix !== undefined },
  };
}

const isAlwaysRequired = ({ required, type, shownWhen }: PlainItem): boolean =>
  required === true && shownWhen === undefined && type !== 'computed';

/** Stands for the position in the row from which the script makes new ones. */
const newRow = 'NEW';

/** A blank row follows those that are filled, without script several where they were asked for. */
function positionsOf(item: GridItem | RowsItem, { values, typed }: Shown, more: boolean): string[] {
  if (item.type === 'grid') return rowsOf(values, item);
  const typedRows = Object.entries(typed).flatMap(([name, text]) => {
    const [key, row] = name.split('.');
    return key === item.key && row !== undefined && text !== '' ? [Number(row)] : [];
  });
  const filled = [...new Set([...rowsOf(values, item).map(Number), ...typedRows])].sort((one, other) => one - other);
  const room = Math.max(0, item.atMost - filled.length);
  const next = (filled.at(-1) ?? -1) + 1;
  const blank = Array.from({ length: Math.min(room, more ? 4 : 1) }, (_, index) => next + index);
  return [...filled, ...blank].map(String);
}

function rowView(item: GridItem | RowsItem, row: string, shown: Shown): RowView {
  const label = row === newRow ? '新しい行' : rowLabel(item, row);
  const id = `field-${item.key}-${row}`;
  const cellOf = (column: PlainItem, naming: Omit<CellView, keyof FieldView>): CellView => {
    const name = `${item.key}.${row}.${column.key}`;
    const own = row === newRow ? { ...column, label: `${label}の${column.label}` } : labelledAt(item, row, column);
    const place: Place = { name, item: own, of: item, row };
    const view = fieldView(place, shown, true);
    const always = column.shownWhen === undefined;
    const hidden = view.hidden && !(always || shown.judged.shown.has(name));
    return { ...view, hidden, ...naming };
  };
  const headed = (column: PlainItem): CellView =>
    cellOf(column, { labelledBy: `${id} field-${item.key}-${column.key}` });
  const alone = (column: PlainItem): CellView =>
    cellOf(column, { columnLabel: column.label, always: isAlwaysRequired(column), named: column.type === 'many' });
  const named = (column: PlainItem): CellView => cellOf(column, { named: true });
  const remove = item.type === 'rows' ? { remove: `${item.key}.${row}` } : {};
  const whole = `${item.label}の${label}`;
  if (item.type === 'grid' || item.matrix === undefined) {
    return { label, whole, id, cells: item.columns.map(headed), ...remove };
  }
  const { matrix } = item;
  const inMatrix = new Map(
    matrix.rows.flatMap((day) => matrix.columns.map(({ code }) => [`${day.code}_${code}`, day])),
  );
  return {
    label,
    whole,
    id,
    cells: item.columns.filter(({ key }) => !inMatrix.has(key)).map(alone),
    matrix: {
      columns: matrix.columns.map((column) => column.label),
      rows: matrix.rows.map((day) => ({
        label: day.label,
        cells: item.columns.filter(({ key }) => inMatrix.get(key) === day).map(named),
      })),
      ...([monday, ...daysAfterMonday].every((code) => matrix.rows.some((day) => day.code === code))
        ? { weekdays: `${item.key}.${row}` }
        : {}),
    },
    ...remove,
  };
}
