import { isPlain } from '../definition.js';
import type { Form } from '../form.js';
import type { AnswersReading } from '../read-answers.js';
import { withSectionOf } from '../starting-values.js';
import type { Cells, Values } from '../values.js';
import { asOnMonday } from './weekdays.js';

/** A button within a form that was pressed where no script runs. */
export type Pressed =
  | { readonly button: 'same'; readonly section: string }
  | { readonly button: 'add'; readonly table: string }
  | { readonly button: 'remove'; readonly table: string; readonly row: number }
  /** Tuesday to Friday become as Monday is. */
  | { readonly button: 'weekdays'; readonly table: string; readonly row: number };

/** Which button within the form sent it; undefined where it was one of the page's own. Never throws. */
export function pressedIn(form: Form, body: unknown): Pressed | undefined {
  const sent = (typeof body === 'object' && body !== null ? body : {}) as Readonly<Record<string, unknown>>;
  const { _same: section, _add: table, _remove: removed, _weekdays: filled } = sent;
  if (typeof section === 'string' && form.sections.some(({ code }) => code === section)) {
    return { button: 'same', section };
  }
  const isRows = (key: unknown): key is string => typeof key === 'string' && form.item(key)?.type === 'rows';
  if (isRows(table)) return { button: 'add', table };
  return inRow('remove', removed) ?? inRow('weekdays', filled);

  function inRow(button: 'remove' | 'weekdays', cell: unknown): Pressed | undefined {
    const [key, row = ''] = typeof cell === 'string' ? cell.split('.') : [];
    return isRows(key) && /^\d{1,4}$/.test(row) ? { button, table: key, row: Number(row) } : undefined;
  }
}

/** What the form has after the press. */
export function afterPress(form: Form, reading: AnswersReading, pressed: Pressed, last: Values = {}): AnswersReading {
  switch (pressed.button) {
    case 'same': {
      const section = form.sections.find(({ code }) => code === pressed.section);
      const keys = new Set(section?.items.map(({ key }) => key));
      return {
        values: withSectionOf(form, pressed.section, reading.values, last),
        typed: without(reading.typed, (name) => keys.has(name.split('.')[0] ?? '')),
        problems: reading.problems.filter(({ field }) => !keys.has(field.split('.')[0] ?? '')),
      };
    }
    case 'add':
      return reading;
    case 'weekdays':
      return withWeekdays(form, reading, pressed);
    case 'remove': {
      const { table, row } = pressed;
      const isOfRow = (name: string): boolean => name.startsWith(`${table}.${row}.`);
      const item = form.item(table);
      const rows = reading.values[table];
      const removed =
        Array.isArray(rows) && item && !isPlain(item) ? rows.map((cells, at) => (at === row ? {} : cells)) : rows;
      return {
        values: removed === undefined ? reading.values : { ...reading.values, [table]: removed },
        typed: without(reading.typed, isOfRow),
        problems: reading.problems.filter(({ field }) => !isOfRow(field)),
      };
    }
  }
}

const without = (texts: Readonly<Record<string, string>>, isGone: (name: string) => boolean): Record<string, string> =>
  Object.fromEntries(Object.entries(texts).filter(([name]) => !isGone(name)));

/** The cells of the other days become those of Monday, blank ones and ones that were not understood too. */
function withWeekdays(
  form: Form,
  { values, typed, problems }: AnswersReading,
  { table, row }: { readonly table: string; readonly row: number },
): AnswersReading {
  const item = form.item(table);
  const rows = values[table];
  if (item?.type !== 'rows') return { values, typed, problems };
  const mondays = new Map(
    item.columns.flatMap(({ key }) => {
      const first = asOnMonday(key);
      return first === undefined ? [] : [[key, first] as const];
    }),
  );
  const nameOf = (key: string): string => `${table}.${row}.${key}`;
  const filled = (cells: Cells): Cells => ({
    ...Object.fromEntries(Object.entries(cells).filter(([key]) => !mondays.has(key))),
    ...Object.fromEntries(
      [...mondays].flatMap(([key, monday]) => (cells[monday] === undefined ? [] : [[key, cells[monday]]])),
    ),
  });
  const replaced = new Set([...mondays.keys()].map(nameOf));
  const broken = new Set(problems.map(({ field }) => field));
  const texts = [...mondays].flatMap(([key, monday]) => {
    const text = typed[nameOf(monday)];
    return text === undefined || !broken.has(nameOf(monday)) ? [] : [[nameOf(key), text] as const];
  });
  return {
    values: Array.isArray(rows)
      ? { ...values, [table]: (rows as Cells[]).map((cells, at) => (at === row ? filled(cells) : cells)) }
      : values,
    typed: { ...without(typed, (name) => replaced.has(name)), ...Object.fromEntries(texts) },
    problems: problems.filter(({ field }) => !replaced.has(field)),
  };
}
