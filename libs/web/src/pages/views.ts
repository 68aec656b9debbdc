export interface Column {
  label: string;
  /** Numbers, aligned right. */
  numeric?: boolean;
  /** The row header, e.g. the application number. */
  header?: boolean;
  /** Names and other texts, which need room on a phone. */
  wide?: boolean;
  /** Dates and the like, which do not break. */
  whole?: boolean;
  /** The order of the rows by this column, and the address of the other direction. */
  sort?: { direction?: 'ascending' | 'descending'; href?: string };
}

export type Cell =
  | string
  | number
  | { text: string; href?: string }
  /** A telephone number, which a phone dials when it is pressed. */
  | { text: string; telephone: true }
  /** A share from 0 to 1 as a bar beside its text; the bar of a larger share is full. */
  | { text: string; bar: number }
  /** Buttons that POST, and a text before them. `about` names the row to those who do not see it. */
  | { text: string; about: string; actions: readonly { label: string; action: string }[] }
  | { tag: TagView }
  /** Several marked words in one line. */
  | { tags: readonly TagView[] };

interface TagView {
  label: string;
  kind?: 'neutral' | 'info' | 'success' | 'warning' | 'danger';
}

/** The cell of a telephone number; blank where there is none. */
export const telephoneCell = (number: string | null): Cell =>
  number === null || number === '' ? '' : { text: number, telephone: true };

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
    const content = contentOf(cell);
    const { numeric = false, header = false, wide = false, whole = false } = columns[index] ?? {};
    return { ...content, numeric, header, wide, whole };
  };
  return { caption, captionHidden, columns, rows: rows.map((cells) => ({ cells: cells.map(cellView) })), empty };
}

function contentOf(cell: Cell): object {
  if (typeof cell === 'string') return { text: cell };
  if (typeof cell === 'number') return { text: cell.toLocaleString('ja-JP') };
  return 'bar' in cell ? { text: cell.text, bar: barView(cell.bar) } : cell;
}

/** The data of the partial `bar`: a share in per cent. */
const barView = (share: number): object => ({ width: Math.min(100, Math.max(0, Math.round(share * 100))) });
