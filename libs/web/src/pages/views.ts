export interface Column {
  label: string;
  /** Numbers, aligned right. */
  numeric?: boolean;
  /** The row header, e.g. the application number. */
  header?: boolean;
}

export type Cell =
  | string
  | number
  | { text: string; href?: string }
  | { tag: { label: string; kind?: 'neutral' | 'info' | 'success' | 'warning' | 'danger' } };

/** The data of `{{> table table}}`. */
export interface TableView {
  caption: string;
  captionHidden: boolean;
  columns: readonly Column[];
  rows: { cells: object[] }[];
  empty: string;
}

/**
 * A table for the partial `table`.
 * @param empty text where there are no rows
 */
export function tableView(table: {
  caption: string;
  captionHidden?: boolean;
  columns: readonly Column[];
  rows: readonly (readonly Cell[])[];
  empty?: string;
}): TableView {
  const { caption, captionHidden = false, columns, rows, empty = '該当するものはありません。' } = table;
  const cellView = (cell: Cell, index: number): object => {
    const content =
      typeof cell === 'object' ? cell : { text: typeof cell === 'number' ? cell.toLocaleString('ja-JP') : cell };
    const { numeric = false, header = false } = columns[index] ?? {};
    return { ...content, numeric, header };
  };
  return { caption, captionHidden, columns, rows: rows.map((cells) => ({ cells: cells.map(cellView) })), empty };
}

/**
 * The data of `{{> pagination pagination}}`; undefined when everything fits on one page.
 * @param page counts from 1
 * @param href the address of a page, with the filters kept
 */
export function paginationView(list: {
  page: number;
  size: number;
  total: number;
  href: (page: number) => string;
}): object | undefined {
  const { page, size, total, href } = list;
  const last = Math.ceil(total / size);
  if (last <= 1) return undefined;
  const near = [1, page - 1, page, page + 1, last].filter((number) => number >= 1 && number <= last);
  const numbers = [...new Set(near)].sort((a, b) => a - b);
  const pages = numbers.flatMap((number, index) => {
    const before = numbers[index - 1];
    const gap = before !== undefined && number - before > 1 ? [{ gap: true }] : [];
    return [...gap, { number, href: href(number), current: number === page }];
  });
  return {
    pages,
    total,
    from: Math.min((page - 1) * size + 1, total),
    to: Math.min(page * size, total),
    ...(page > 1 ? { previous: href(page - 1) } : {}),
    ...(page < last ? { next: href(page + 1) } : {}),
  };
}
