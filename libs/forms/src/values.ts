import type { GridItem, Item, PlainItem, RowsItem } from './definition.js';
import { isPlain } from './definition.js';

/** A text, a figure, or the codes of several choices. Blank is absent. */
export type PlainValue = string | number | readonly string[];
export type Cells = Readonly<Record<string, PlainValue>>;
/** Of a grid, by the code of its row; of rows, one after the other, an empty object where a row was removed. */
export type Value = PlainValue | Readonly<Record<string, Cells>> | readonly Cells[];
/** What was answered, by the key of the item. */
export type Values = Readonly<Record<string, Value>>;

/**
 * One place for one value, by the name of its field: an item's own key, `key.row.column` in a grid, `key.0.column` in
 * rows.
 */
export interface Place {
  readonly name: string;
  readonly item: PlainItem;
  readonly of: Item;
  /** The row of a grid or of rows. */
  readonly row?: string;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The cells of one row of a table; empty where nothing was answered. */
export function cellsOf(values: Values, table: GridItem | RowsItem, row: string): Cells {
  const value = values[table.key];
  const found: unknown =
    table.type === 'grid'
      ? isRecord(value) && Object.hasOwn(value, row)
        ? value[row]
        : undefined
      : Array.isArray(value)
        ? (value as unknown[])[Number(row)]
        : undefined;
  return isRecord(found) ? (found as Cells) : {};
}

/** Rows of a table that are there: all of a grid, of rows those in which something was answered, by their position. */
export function rowsOf(values: Values, table: GridItem | RowsItem): string[] {
  if (table.type === 'grid') return table.rows.map(({ code }) => code);
  const value = values[table.key];
  if (!Array.isArray(value)) return [];
  return (value as Cells[]).flatMap((cells, index) =>
    isRecord(cells) && Object.keys(cells).length > 0 ? [String(index)] : [],
  );
}

/** All places of an item. */
export function placesOf(item: Item, values: Values): Place[] {
  if (isPlain(item)) return [{ name: item.key, item, of: item }];
  return rowsOf(values, item).flatMap((row) =>
    item.columns.map((column) => ({ name: `${item.key}.${row}.${column.key}`, item: column, of: item, row })),
  );
}

/** The value at a place; undefined where it is blank. */
export function valueAt(values: Values, { item, of, row }: Place): PlainValue | undefined {
  if (isPlain(of)) {
    const value = values[of.key];
    return isRecord(value) ? undefined : (value as PlainValue | undefined);
  }
  return cellsOf(values, of, row ?? '')[item.key];
}

export const isBlank = (value: Value | undefined): boolean =>
  value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

/** Whether anything of an item was answered. */
export const isAnswered = (item: Item, values: Values): boolean =>
  placesOf(item, values).some((place) => place.item.type !== 'computed' && !isBlank(valueAt(values, place)));

export const sameValue = (one: PlainValue | undefined, other: PlainValue | undefined): boolean =>
  Array.isArray(one) && Array.isArray(other)
    ? one.length === other.length && one.every((code) => (other as readonly string[]).includes(code as string))
    : (isBlank(one) && isBlank(other)) || one === other;
