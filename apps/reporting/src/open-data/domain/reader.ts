import { BrokenQuotes, CsvParser } from '@todoke/japan';
import { BrokenFile, type Fault } from './broken-file.js';
import { byteOrderMark } from './csv.js';
import { readFacilityId } from './facility-id.js';
import { faultsOf } from './judge-row.js';
import type { Layout } from './layout.js';
import { layouts } from './layouts.js';

/** A row of a file. */
export interface ReadRow {
  /** As a spreadsheet counts: the header is 1. */
  readonly row: number;
  /** Exactly as they stand in the file. */
  readonly cells: readonly string[];
  /** None: the row can be taken over. */
  readonly faults: readonly Fault[];
}

export interface ReadPart {
  readonly layout: Layout;
  readonly rows: readonly ReadRow[];
}

/**
 * Reads a file of the open data part by part, whatever its size. Which file it is follows from its header and, where
 * several have the same columns, from the first ID.
 * @param chunks its bytes
 * @throws BrokenFile where it is none of these files, or its quoting or encoding is broken
 */
export async function* readOpenData(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<ReadPart> {
  const reading = new OpenDataReading();
  for await (const chunk of chunks) yield* reading.feed(chunk);
  yield* reading.end();
}

class OpenDataReading {
  private readonly decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  private readonly parser = new CsvParser();
  private begun = false;
  private candidates: readonly Layout[] = [];
  private layout: Layout | undefined;
  private row = 0;

  feed(chunk: Uint8Array): ReadPart[] {
    const text = this.decoded(chunk);
    return this.judged(this.parser.feed(text));
  }

  end(): ReadPart[] {
    const text = this.decoded();
    const parts = [...this.judged(this.parser.feed(text)), ...this.judged(this.parser.end())];
    if (this.row === 0) throw new BrokenFile({ row: 1, fault: '中身がありません' });
    return parts;
  }

  /** @throws BrokenFile where the quoting is broken: with the name of the column, where that is known */
  private judged(records: Iterable<readonly string[]>): ReadPart[] {
    const rows: ReadRow[] = [];
    try {
      for (const cells of records) rows.push(...this.rowIn(cells));
    } catch (error) {
      if (!(error instanceof BrokenQuotes)) throw error;
      const { row, column: at, fault } = error;
      throw new BrokenFile({ row, ...(at !== undefined && { column: this.columnAt(at) }), fault });
    }
    return rows.length > 0 && this.layout !== undefined ? [{ layout: this.layout, rows }] : [];
  }

  private columnAt(at: number): string {
    return (this.layout ?? this.candidates[0])?.columns[at]?.name ?? `${at + 1}列目`;
  }

  private decoded(chunk?: Uint8Array): string {
    let text: string;
    try {
      text = this.decoder.decode(chunk, { stream: chunk !== undefined });
    } catch {
      const before = new TextDecoder().decode(chunk).split('\uFFFD', 1)[0] ?? '';
      const lines = before.split('\n').length;
      throw new BrokenFile({ row: this.parser.rows + lines, fault: '文字コードがUTF-8ではありません' });
    }
    if (this.begun || text === '') return text;
    this.begun = true;
    return text.startsWith(byteOrderMark) ? text.slice(byteOrderMark.length) : text;
  }

  private rowIn(cells: readonly string[]): ReadRow[] {
    this.row += 1;
    if (this.row === 1) {
      this.candidates = layoutsWith(cells);
      this.layout = this.candidates.length === 1 ? this.candidates[0] : undefined;
      return [];
    }
    // An empty line, as editors leave one at the end.
    if (cells.length === 1 && cells[0] === '') return [];
    const kind = readFacilityId(cells[0] ?? '')?.kind;
    this.layout ??= this.candidates.find((layout) => layout.kind === kind) ?? this.candidates[0];
    const layout = this.layout as Layout;
    return [{ row: this.row, cells, faults: faultsOf(layout, cells, this.row) }];
  }
}

/** Names are the same in either width and case: the ministry has written （gw、お盆等） and （GW、お盆等）. */
const plain = (name: string): string => name.normalize('NFKC').trim().toLowerCase();

/** The files with these columns; several where they differ by nothing but the kind of institution. */
function layoutsWith(header: readonly string[]): readonly Layout[] {
  const told = header.map(plain);
  const fitting = layouts.filter(({ columns }) => firstDifference(columns, told) === undefined);
  if (fitting.length > 0) return fitting;
  const known = (layout: Layout): number => layout.columns.filter(({ name }) => told.includes(plain(name))).length;
  const nearest = [...layouts].sort((one, other) => known(other) - known(one))[0] as Layout;
  if (known(nearest) < 4) throw new BrokenFile({ row: 1, fault: '医療情報ネットのオープンデータの列名がありません' });
  throw differing(nearest, header, told);
}

function firstDifference(columns: Layout['columns'], told: readonly string[]): number | undefined {
  const at = columns.findIndex(({ name }, place) => plain(name) !== told[place]);
  if (at !== -1) return at;
  return told.length === columns.length ? undefined : columns.length;
}

function differing({ columns, title, slug }: Layout, header: readonly string[], told: readonly string[]): BrokenFile {
  const at = firstDifference(columns, told) ?? 0;
  const expected = columns[at]?.name;
  const found = header[at];
  const where = `${title}（${slug}）の列と違います。${at + 1}列目は`;
  const ought = expected === undefined ? 'ないはずです' : `「${expected}」のはずです`;
  const is = found === undefined ? 'その列がありません' : `「${found.slice(0, 60)}」になっています`;
  return new BrokenFile({ row: 1, fault: `${where}${ought}が、${is}` });
}
