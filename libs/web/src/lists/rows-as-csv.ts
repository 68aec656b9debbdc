import { readAll, type RowQuery, type Snapshot } from '@todoke/database';
import { encodeCp932, unwritableInCp932 } from '@todoke/japan';
import { csvLine, type CsvValue, harmless, textOf } from './csv.js';
import type { ListColumn, ListDeclaration } from './declaration.js';
import type { Encoding } from './export-form.js';
import { shownColumns } from './show.js';

/** A character that CP932 does not have. */
export interface Unwritable {
  /** As a spreadsheet counts: the headings are line 1. */
  readonly line: number;
  /** The text of the row's header, e.g. the application number. */
  readonly row: string;
  /** The heading of the column. */
  readonly column: string;
  readonly character: string;
}

/** The rows of a list as lines of a CSV file: the headings, then batches. */
export class CsvRows<Row, Context> {
  private readonly columns: readonly ListColumn<Row, Context>[];
  private readonly headings: readonly string[];

  constructor(
    private readonly list: ListDeclaration<Row, Context>,
    private readonly query: RowQuery,
    private readonly context: Context,
  ) {
    this.columns = shownColumns(list, context).filter(({ csv }) => csv !== false);
    this.headings = this.columns.map(({ label, csvLabel }) => csvLabel ?? label);
  }

  get headingLine(): string {
    return csvLine(this.headings);
  }

  /** The cells of all rows, in batches. */
  async *cells(snapshot: Snapshot): AsyncGenerator<string[][]> {
    for await (const rows of readAll(snapshot, this.list.rows, this.query)) {
      yield rows.map((row) => this.columns.map((column) => cellOf(column, row, this.context)));
    }
  }

  /** Where CP932 cannot write a character, in batches. */
  async *unwritable(snapshot: Snapshot): AsyncGenerator<Unwritable[]> {
    const header = Math.max(
      0,
      this.columns.findIndex((column) => column.header),
    );
    let line = 1;
    yield this.unwritableIn(this.headings, line, '');
    for await (const batch of this.cells(snapshot)) {
      const found: Unwritable[] = [];
      for (const cells of batch) found.push(...this.unwritableIn(cells, (line += 1), cells[header] ?? ''));
      yield found;
    }
  }

  private unwritableIn(cells: readonly string[], line: number, row: string): Unwritable[] {
    return cells.flatMap((cell, at) =>
      [...new Set(unwritableInCp932(cell))].map((character) => ({
        line,
        row,
        column: this.headings[at] ?? '',
        character,
      })),
    );
  }
}

const cellOf = <Row, Context>(column: ListColumn<Row, Context>, row: Row, context: Context): string =>
  harmless(valueOf(column, row, context), column.code);

function valueOf<Row, Context>(column: ListColumn<Row, Context>, row: Row, context: Context): CsvValue {
  if (column.cell === undefined) return column.csv(row, context);
  return typeof column.csv === 'function' ? column.csv(row, context) : textOf(column.cell(row, context));
}

/** Byte order mark: without it Excel reads UTF-8 as CP932. */
const bom = '\uFEFF';

/** CSV text as bytes. What CP932 does not have becomes 〓, and is told. */
export const encoded = (text: string, encoding: Encoding, tell: (character: string) => void): Buffer =>
  encoding === 'cp932' ? encodeCp932(text, tell) : Buffer.from(text);

/** What a file begins with. */
export const beginning = (encoding: Encoding): string => (encoding === 'utf-8' ? bom : '');

/** 「𠮷」 (U+20BB7): some fonts show nothing. */
export const codePointOf = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
