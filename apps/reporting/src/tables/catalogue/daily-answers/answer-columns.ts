import { answerText, type Form, type Item, type Value } from '@todoke/forms';
import type { ListColumn } from '@todoke/web';
import type { DailyOrder, DailyRow } from '../../persistence/daily-answers.js';
import type { Viewer } from '../table.js';

/** A column of a file for each item of a form: numbers as numbers with the unit in the heading, all else in words. */
export const answerColumns = ({ items }: Form): ListColumn<DailyRow, Viewer, DailyOrder>[] =>
  items.map((item) => ({ label: headingOf(item), csv: ({ answers }) => valueOf(item, answers?.[item.key]) }));

const headingOf = (item: Item): string =>
  'unit' in item && item.unit !== undefined ? `${item.label}（${item.unit}）` : item.label;

function valueOf(item: Item, value: Value | undefined): string | number | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'number' && item.type !== 'computed') return value;
  return answerText(item, value);
}
