import { isPlain, optionsOf, type GridItem, type Item, type PlainItem, type RowsItem } from './definition.js';
import type { Form } from './form.js';
import type { Place } from './values.js';

/** What a row of a table is called: 月, or 「1行目」 where rows are added. */
export function rowLabel(item: GridItem | RowsItem, row: string): string {
  if (item.type === 'rows') return `${Number(row) + 1}行目`;
  return item.rows.find(({ code }) => code === row)?.label ?? row;
}

/** The column of a table with a label that says its row, too: 月の開始. */
export const labelledAt = <Column extends PlainItem>(
  table: GridItem | RowsItem,
  row: string,
  column: Column,
): Column => ({
  ...column,
  label: `${rowLabel(table, row)}の${column.label}`,
});

/** The place of a field by its name; undefined where the form has none. The label of a cell says its row. */
export function placeNamed(form: Form, name: string): Place | undefined {
  const [key = '', row, columnKey] = name.split('.');
  const item = form.item(key);
  if (item === undefined) return undefined;
  if (isPlain(item)) return row === undefined ? { name, item, of: item } : undefined;
  const column = item.columns.find((one) => one.key === columnKey);
  if (row === undefined || column === undefined) return undefined;
  const isThere = item.type === 'rows' ? /^\d{1,4}$/.test(row) : item.rows.some(({ code }) => code === row);
  return isThere ? { name, item: labelledAt(item, row, column), of: item, row } : undefined;
}

/** 「外来の状況を選択してください。」: what is said of a field that must have an answer. */
export function missingMessage(form: Form, name: string): string {
  const item: Item | undefined = placeNamed(form, name)?.item ?? form.item(name);
  if (item === undefined) return '入力してください。';
  const chosen = isPlain(item) && optionsOf(item) !== undefined;
  return `${item.label}を${chosen ? '選択' : '入力'}してください。`;
}
