import { atTokyo, formatDate } from '@todoke/japan';
import { isPlain, optionsOf, type Item, type PlainItem } from './definition.js';
import { rowLabel } from './labels.js';
import { cellsOf, isBlank, rowsOf, type Cells, type PlainValue, type Value } from './values.js';

const figures = new Intl.NumberFormat('ja-JP', { maximumFractionDigits: 10 });
const withPlaces = (places: number): Intl.NumberFormat =>
  new Intl.NumberFormat('ja-JP', { minimumFractionDigits: places, maximumFractionDigits: places });

/**
 * A value as people read it: 通常, 12人, 1,234円, 2026年12月30日; '' where it is blank. A choice that the item no longer
 * offers is shown by its code. The value of a table becomes lines, one a row.
 */
export function answerText(item: Item, value: Value | undefined): string {
  if (value === undefined || isBlank(value)) return '';
  if (isPlain(item)) return plainText(item, value as PlainValue);
  const values = { [item.key]: value };
  return rowsOf(values, item)
    .map((row) => [rowLabel(item, row), cellTexts(item.columns, cellsOf(values, item, row))] as const)
    .filter(([, cells]) => cells !== '')
    .map(([label, cells]) => `${label}：${cells}`)
    .join('\n');
}

const cellTexts = (columns: readonly PlainItem[], cells: Cells): string =>
  columns
    .map((column) => [column.label, answerText(column, cells[column.key])])
    .filter(([, text]) => text !== '')
    .map(([label, text]) => `${label} ${text}`)
    .join('、');

function plainText(item: PlainItem, value: PlainValue): string {
  switch (item.type) {
    case 'int':
    case 'decimal':
      return typeof value === 'number' ? `${figures.format(value)}${item.unit ?? ''}` : String(value);
    case 'computed':
      return typeof value === 'number' ? computedText(item, value) : String(value);
    case 'date':
      return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)
        ? formatDate(atTokyo(value))
        : String(value);
    case 'time':
      return String(value).replace(/^0/, '');
    case 'text':
      return String(value);
    case 'one':
    case 'many':
    case 'yes-no':
    case 'can':
      return [value]
        .flat()
        .map((code) => labelOf(item, String(code)))
        .join('、');
  }
}

const labelOf = (item: PlainItem, code: string): string =>
  optionsOf(item)?.find((option) => option.code === code)?.label ?? code;

function computedText(item: Extract<PlainItem, { type: 'computed' }>, value: number): string {
  const places = item.places ?? (item.percent === true ? 1 : 0);
  const figure = withPlaces(places).format(item.percent === true ? value * 100 : value);
  return `${figure}${item.percent === true ? '%' : (item.unit ?? '')}`;
}
