import { isFigure, isPlain, type GridItem, type Item, type PlainItem, type RowsItem } from './definition.js';
import type { Expression, Outcome, Variables } from './expressions.js';
import type { Form } from './form.js';
import { cellsOf, placesOf, rowsOf, valueAt, type PlainValue, type Values } from './values.js';

/** A row of a table, in which an expression of a column or of a check is evaluated. */
interface Row {
  readonly of: Item;
  readonly row?: string;
}

type ComputedItem = Extract<PlainItem, { type: 'computed' }>;

/** What the expressions of a form say of one set of answers. Each figure is computed once, when it is first needed. */
export class Figures {
  private readonly known = new Map<string, number | undefined>();

  constructor(
    private readonly form: Form,
    private readonly values: Values,
  ) {}

  /** @returns undefined where a blank item keeps it from saying anything */
  says(expression: Expression, at?: Row, blankIsZero = false): Outcome {
    const variables: Record<string, unknown> = {};
    let filled = false;
    for (const name of expression.names) {
      const variable = this.variable(name, at, blankIsZero);
      filled ||= variable !== undefined;
      const value = variable ?? (blankIsZero && this.isFigure(name, at) ? 0 : undefined);
      if (value !== undefined) variables[name] = value;
    }
    return blankIsZero && !filled ? undefined : expression.evaluate(variables);
  }

  /** All computed figures that are not blank, by the name of their field. */
  all(): Record<string, number> {
    const places = this.form.items.flatMap((item) => placesOf(item, this.values));
    const figures = places.flatMap(({ name, item, of, row }): [string, number][] => {
      if (item.type !== 'computed') return [];
      const figure = this.computed(item, row === undefined ? { of } : { of, row });
      return figure === undefined ? [] : [[name, figure]];
    });
    return Object.fromEntries(figures);
  }

  private computed(item: ComputedItem, { of, row }: Row): number | undefined {
    const name = row === undefined ? item.key : `${of.key}.${row}.${item.key}`;
    if (this.known.has(name)) return this.known.get(name);
    // A column that needs the whole table in which it stands would need itself.
    this.known.set(name, undefined);
    const rules = this.form.rules.items.get(of.key);
    const { computed } = (row === undefined ? rules : rules?.columns.get(item.key)) ?? {};
    const said = computed && this.says(computed, row === undefined ? undefined : { of, row }, item.blankIsZero);
    const figure = typeof said === 'number' && Number.isFinite(said) ? rounded(item, said) : undefined;
    this.known.set(name, figure);
    return figure;
  }

  /** The value of a name in an expression; undefined where it is blank. */
  private variable(name: string, at: Row | undefined, blankIsZero: boolean): Variables[string] {
    const column = this.columnAt(name, at);
    if (column !== undefined && at !== undefined) {
      const table = at.of as GridItem | RowsItem;
      return this.plain(column, at, cellsOf(this.values, table, at.row ?? '')[name]);
    }
    const item = this.form.item(name);
    if (item === undefined) return undefined;
    if (isPlain(item)) return this.plain(item, { of: item }, valueAt(this.values, { name, item, of: item }));
    const rows = rowsOf(this.values, item).map((row) => [row, this.row(item, row, blankIsZero)] as const);
    if (rows.length === 0) return undefined;
    return item.type === 'grid' ? Object.fromEntries(rows) : rows.map(([, cells]) => cells);
  }

  private row(item: GridItem | RowsItem, row: string, blankIsZero: boolean): Record<string, unknown> {
    const at = { of: item, row };
    const cells = cellsOf(this.values, item, row);
    const named = item.columns.flatMap((column): [string, unknown][] => {
      const value = this.plain(column, at, cells[column.key]) ?? (blankIsZero && isFigure(column) ? 0 : undefined);
      return value === undefined ? [] : [[column.key, value]];
    });
    return Object.fromEntries(named);
  }

  private plain(item: PlainItem, at: Row, value: PlainValue | undefined): Variables[string] {
    return item.type === 'computed' ? this.computed(item, at) : value;
  }

  private columnAt(name: string, at: Row | undefined): PlainItem | undefined {
    if (at?.row === undefined || isPlain(at.of)) return undefined;
    return at.of.columns.find(({ key }) => key === name);
  }

  private isFigure(name: string, at: Row | undefined): boolean {
    const column = this.columnAt(name, at);
    return column === undefined ? this.form.rules.figures.has(name) : isFigure(column);
  }
}

/** A share keeps two places more, since it is shown a hundredfold. */
function rounded({ places, percent }: ComputedItem, figure: number): number {
  const kept = percent === true ? (places ?? 1) + 2 : (places ?? 0);
  return Number(figure.toFixed(kept)) + 0;
}
