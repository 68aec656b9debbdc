import type { FieldError } from '@todoke/service';
import { isPlain, type GridItem, type PlainItem, type RowsItem } from './definition.js';
import type { Form } from './form.js';
import { labelledAt } from './labels.js';
import { inputText, readValue } from './read-value.js';
import { placesOf, valueAt, type Cells, type PlainValue, type Value, type Values } from './values.js';

/** Texts by the name of their field: `key`, `key.row.column`, `key.0.column`. */
export type Texts = Readonly<Record<string, string>>;

export interface AnswersReading {
  /** What was understood. */
  readonly values: Values;
  /** What was sent, for fields that were sent: shown again where it was not understood. */
  readonly typed: Texts;
  /** What was not understood, or breaks a limit, in the order of the page. */
  readonly problems: readonly FieldError[];
}

/** UTF-16 units, longer than any item allows. Of a longer text the beginning is kept. */
const longest = 20_000;

/**
 * Reads what was sent for a form, whatever it is; never throws. Unknown names are ignored, and so are figures that are
 * computed. The position of a row is kept: a blank row between others becomes an empty one.
 * @param body by the name of the field; several choices as a list, or as one text with commas
 */
export function readAnswers(form: Form, body: unknown): AnswersReading {
  const reading = new Reading(body);
  const values = form.items.flatMap((item): [string, Value][] => {
    const value = isPlain(item) ? reading.value(item.key, item) : reading.table(item);
    return value === undefined ? [] : [[item.key, value]];
  });
  return { values: Object.fromEntries(values), typed: reading.typed, problems: reading.problems };
}

class Reading {
  readonly typed: Record<string, string> = {};
  readonly problems: FieldError[] = [];

  constructor(private readonly body: unknown) {}

  value(name: string, item: PlainItem): PlainValue | undefined {
    const text = sentText(this.body, name);
    if (text === undefined || item.type === 'computed') return undefined;
    this.typed[name] = text;
    const { value, fault } = readValue(item, text);
    if (fault !== undefined) this.problems.push({ field: name, message: fault });
    return value;
  }

  table(item: GridItem | RowsItem): Value | undefined {
    if (item.type === 'rows') return this.rows(item);
    const rows = item.rows.map(({ code }) => [code, this.cells(item, code)] as const);
    const answered = rows.filter(([, cells]) => Object.keys(cells).length > 0);
    return answered.length === 0 ? undefined : Object.fromEntries(answered);
  }

  private rows(item: RowsItem): Value | undefined {
    const positions = positionsIn(this.body, item);
    const rows = Array.from({ length: positions }, (_, index) => this.cells(item, String(index)));
    while (Object.keys(rows.at(-1) ?? { some: 1 }).length === 0) rows.pop();
    const count = rows.filter((cells) => Object.keys(cells).length > 0).length;
    if (count > item.atMost) {
      this.problems.push({ field: item.key, message: `${item.label}は${item.atMost}行以内で入力してください。` });
    }
    return rows.length === 0 ? undefined : rows;
  }

  private cells(item: GridItem | RowsItem, row: string): Cells {
    const cells = item.columns.flatMap((column): [string, PlainValue][] => {
      const value = this.value(`${item.key}.${row}.${column.key}`, labelledAt(item, row, column));
      return value === undefined ? [] : [[column.key, value]];
    });
    return Object.fromEntries(cells);
  }
}

/** How many rows were sent: one more than the last position. Positions far beyond what the item allows are ignored. */
function positionsIn(body: unknown, { key, atMost }: RowsItem): number {
  if (typeof body !== 'object' || body === null) return 0;
  const positions = Object.keys(body).flatMap((name) => {
    const [table, row] = name.split('.');
    return table === key && row !== undefined && /^\d{1,4}$/.test(row) ? [Number(row)] : [];
  });
  return 1 + Math.max(-1, ...positions.filter((position) => position < atMost * 4));
}

function sentText(body: unknown, name: string): string | undefined {
  if (typeof body !== 'object' || body === null || !Object.hasOwn(body, name)) return undefined;
  const sent = (body as Readonly<Record<string, unknown>>)[name];
  const texts = [sent].flat().slice(0, 200).map(asText);
  const text = Array.isArray(sent) ? texts.filter((one) => one !== '').join(',') : (texts[0] ?? '');
  return text.slice(0, longest).toWellFormed();
}

const asText = (sent: unknown): string =>
  typeof sent === 'string' ? sent : typeof sent === 'number' || typeof sent === 'boolean' ? String(sent) : '';

/**
 * The texts to keep while somebody types: what was understood as it is stored, and what was not as it was typed, so
 * that nothing is lost.
 */
export function textsToKeep(form: Form, { values, typed, problems }: AnswersReading): Texts {
  const understood = inputTexts(form, values);
  const broken = new Set(problems.map(({ field }) => field));
  const asTyped = Object.entries(typed).filter(([name, text]) => broken.has(name) && text !== '');
  return { ...understood, ...Object.fromEntries(asTyped) };
}

/** The texts of all fields that have a value, as a page sends them. `readAnswers` makes the same values of them. */
export function inputTexts(form: Form, values: Values): Texts {
  const texts = form.items.flatMap((item) =>
    placesOf(item, values)
      .filter((place) => place.item.type !== 'computed')
      .map((place): [string, string] => [place.name, inputText(valueAt(values, place))])
      .filter(([, text]) => text !== ''),
  );
  return Object.fromEntries(texts);
}
