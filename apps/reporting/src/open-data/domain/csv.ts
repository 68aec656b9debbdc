import type { Layout } from './layout.js';

/** What every file begins with: UTF-8 with a byte order mark. */
export const byteOrderMark = '\uFEFF';

const plainNumber = /^-?\d+(?:\.\d+)?$/;

const quoted = (cell: string): string => `"${cell.includes('"') ? cell.replaceAll('"', '""') : cell}"`;

/** The first line of a file: every name is quoted. */
export const headerLine = ({ columns }: Pick<Layout, 'columns'>): string =>
  `${columns.map(({ name }) => quoted(name)).join(',')}\r\n`;

/** A line of a file: every field is quoted but degrees, as the ministry writes it. @param cells one a column */
export function lineOf({ columns }: Pick<Layout, 'columns'>, cells: readonly string[]): string {
  let line = '';
  for (let at = 0; at < columns.length; at += 1) {
    const cell = cells[at] ?? '';
    const bare = columns[at]?.format.kind === 'degrees' && plainNumber.test(cell);
    line += at === 0 ? '' : ',';
    line += bare ? cell : quoted(cell);
  }
  return `${line}\r\n`;
}
