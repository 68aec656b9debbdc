import { type RowSource, sql, type Sql } from '@todoke/database';
import type { Outcome } from '../domain/import-row.js';

/** A row of a file that was read in. */
export interface ListedRow {
  readonly row: number;
  readonly facility: string;
  readonly name: string;
  readonly outcome: Outcome;
  readonly institution: string | null;
  readonly note: string;
}

/** The rows of files. Row-level security shows officials those of their own imports. */
export const listedRows: RowSource<ListedRow, 'row'> = {
  from: sql`open_data_import_rows AS r`,
  columns: {
    row: sql`r.row`,
    facility: sql`r.facility`,
    name: sql`r.name`,
    outcome: sql`r.outcome`,
    institution: sql`r.institution`,
    note: sql`r.note`,
  },
  row: (found) => found as unknown as ListedRow,
  key: { sql: sql`r.row`, kind: 'integer' },
  sorts: { row: [] },
};

export const rowsOf = (id: string, outcome: Outcome | undefined): Sql[] => [
  sql`r.import = ${id}::uuid`,
  ...(outcome === undefined ? [] : [sql`r.outcome = ${outcome}`]),
];
