import { isPlain } from './definition.js';
import type { Form } from './form.js';
import type { Judgement } from './judge.js';
import { cellsOf, isBlank, rowsOf, type Cells, type Value, type Values } from './values.js';

/**
 * Answers as they are given and kept: without what is not asked, without blank rows, with the figures that are
 * computed, so that whoever reads them needs no expression.
 */
export function settled(form: Form, values: Values, judged: Judgement): Values {
  const kept = form.items.flatMap((item): [string, Value][] => {
    if (!judged.shown.has(item.key)) return [];
    if (isPlain(item)) {
      const value = item.type === 'computed' ? judged.computed[item.key] : values[item.key];
      return value === undefined || isBlank(value) ? [] : [[item.key, value]];
    }
    const rows = rowsOf(values, item)
      .map((row) => [row, rowOf(row)] as const)
      .filter(([, cells]) => Object.keys(cells).length > 0);
    if (rows.length === 0) return [];
    return [[item.key, item.type === 'grid' ? Object.fromEntries(rows) : rows.map(([, cells]) => cells)]];

    function rowOf(row: string): Cells {
      if (item === undefined || isPlain(item)) return {};
      const cells = cellsOf(values, item, row);
      const named = item.columns.flatMap((column) => {
        const name = `${item.key}.${row}.${column.key}`;
        const value = column.type === 'computed' ? judged.computed[name] : cells[column.key];
        return value === undefined || isBlank(value) || !judged.shown.has(name) ? [] : [[column.key, value] as const];
      });
      return Object.fromEntries(named);
    }
  });
  return Object.fromEntries(kept);
}
