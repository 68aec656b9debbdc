import { answerText, type Form, type Item, optionsOf, type Value } from '@todoke/forms';
import type { ListColumn } from '@todoke/web';
import type { AnswerOrder, AnswerRow } from '../../persistence/answers.js';
import type { Viewer } from '../table.js';

type Column = ListColumn<AnswerRow, Viewer, AnswerOrder>;
type GridItem = Extract<Item, { type: 'grid' }>;
type PlainItem = Exclude<Item, { type: 'grid' | 'rows' }>;
type Cell = string | number | undefined;

/**
 * A column of a file for each item of a form, and for each cell of a table with fixed rows: numbers as numbers with
 * the unit in the heading, all else in words.
 */
export const answerColumns = ({ items }: Form): Column[] =>
  items.flatMap((item): Column[] => {
    if (item.type === 'grid') return gridColumns(item);
    const show = item.type === 'rows' ? (value: Value) => answerText(item, value) : shownBy(item);
    return [{ label: headingOf(item), csv: ({ answers }) => cellOf(show, answers?.[item.key]) }];
  });

const gridColumns = (grid: GridItem): Column[] =>
  grid.rows.flatMap((row) =>
    grid.columns.map((column): Column => {
      const show = shownBy(column);
      return {
        label: `${row.label}：${headingOf(column)}`,
        csv: ({ answers }) => {
          const rows = answers?.[grid.key] as Readonly<Record<string, Readonly<Record<string, Value>>>> | undefined;
          return cellOf(show, rows?.[row.code]?.[column.key]);
        },
      };
    }),
  );

const headingOf = (item: Item): string =>
  'unit' in item && item.unit !== undefined ? `${item.label}（${item.unit}）` : item.label;

const cellOf = (show: (value: Value) => Cell, value: Value | undefined): Cell =>
  value === undefined ? undefined : show(value);

/** How the values of an item are written. The words of choices are looked up once for all rows. */
function shownBy(item: PlainItem): (value: Value) => Cell {
  const options = optionsOf(item);
  if (options !== undefined && item.type !== 'many') {
    const words = new Map(options.map(({ code, label }) => [code, label]));
    return (value) => words.get(value as string) ?? String(value);
  }
  const isFigure = item.type === 'int' || item.type === 'decimal';
  return (value) => (isFigure && typeof value === 'number' ? value : answerText(item, value));
}
