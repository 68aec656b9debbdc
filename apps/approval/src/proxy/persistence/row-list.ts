import { type RowSource, sql, type Sql } from '@todoke/database';
import type { Note } from '../domain/judge-row.js';
import type { Mark } from '../domain/marks.js';
import type { RowState } from '../domain/proxy-file.js';

/** A row of a file, and what became of it. */
export interface ListedRow {
  readonly row: number;
  readonly name: string;
  readonly state: RowState;
  readonly mark: Mark | null;
  readonly notes: readonly Note[];
  readonly number: string | null;
}

/** The rows of files. Row-level security shows an official those of the own prefecture. */
export const listedRows: RowSource<ListedRow, 'row'> = {
  from: sql`proxy_file_rows AS r`,
  columns: {
    row: sql`r.row`,
    name: sql`r.name`,
    state: sql`r.state`,
    mark: sql`r.mark`,
    notes: sql`r.notes`,
    number: sql`r.number`,
  },
  row: (found) => found as unknown as ListedRow,
  key: { sql: sql`r.row`, kind: 'integer' },
  sorts: { row: [] },
};

export const rowsOf = (file: string, state: RowState | undefined, mark: Mark | undefined): Sql[] => [
  sql`r.file = ${file}::uuid`,
  ...(state === undefined ? [] : [sql`r.state = ${state}`]),
  ...(mark === undefined ? [] : [sql`r.mark = ${mark}`]),
];
