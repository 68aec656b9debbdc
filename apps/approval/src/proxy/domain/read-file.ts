import { BrokenQuotes, CsvParser, decodeText, type EncodingFault, type TextEncoding } from '@todoke/japan';
import { type Places, readHeader, withoutBlankEnd } from './columns.js';

/** Bytes and rows of a file at most; a prefecture has fewer institutions than 10,000 that it applies for at a time. */
export const fileLimits = { bytes: 10 * 1024 * 1024, rows: 10_000 } as const;

/** A row of a file. */
export interface ReadRow {
  /** As a spreadsheet counts: the header is 1. */
  readonly row: number;
  /** As they stand in the file. */
  readonly cells: readonly string[];
}

/** A whole file, or why none of it can be used, in Japanese sentences. */
export type ReadFile =
  | { readonly ok: true; readonly encoding: TextEncoding; readonly places: Places; readonly rows: readonly ReadRow[] }
  | { readonly ok: false; readonly faults: readonly string[] };

const refused = (...faults: string[]): ReadFile => ({ ok: false, faults });

/** Reads a CSV file (RFC 4180) with the columns of the form. It judges none of its rows. */
export function readFile(bytes: Uint8Array): ReadFile {
  if (bytes.length > fileLimits.bytes) return refused(tooLarge);
  const decoded = decodeText(bytes);
  if (!decoded.ok) return refused(encodingFault(decoded.fault));
  try {
    return readText(decoded.text, decoded.encoding);
  } catch (error) {
    if (!(error instanceof BrokenQuotes)) throw error;
    const { row, column, fault } = error;
    return refused(`${row}行目${column === undefined ? '' : `の${column + 1}列目`}：${fault}。`);
  }
}

function readText(text: string, encoding: TextEncoding): ReadFile {
  let places: Places | undefined;
  let row = 0;
  const rows: ReadRow[] = [];
  for (const cells of recordsIn(text)) {
    row += 1;
    const told = withoutBlankEnd(cells);
    if (places === undefined) {
      if (told.length === 0) return refused('1行目に列名がありません。');
      const header = readHeader(cells);
      if (!header.ok) return { ok: false, faults: header.faults };
      ({ places } = header);
    } else if (told.length > 0) {
      if (rows.length === fileLimits.rows) return refused(tooMany);
      rows.push({ row, cells });
    }
  }
  if (places === undefined) return refused('ファイルの中身がありません。');
  return rows.length === 0 ? refused(empty) : { ok: true, encoding, places, rows };
}

function* recordsIn(text: string): Generator<readonly string[]> {
  const parser = new CsvParser();
  yield* parser.feed(text);
  yield* parser.end();
}

const empty = '列名のほかに行がありません。';
const limit = fileLimits.rows.toLocaleString('ja-JP');
const tooMany = `行が多すぎます。一つのファイルは${limit}行までです。ファイルを分けてください。`;
const tooLarge = `ファイルが大きすぎます。${fileLimits.bytes / 1024 / 1024}MBまでです。ファイルを分けてください。`;

function encodingFault(fault: EncodingFault): string {
  switch (fault.kind) {
    case 'workbook':
      return 'Excelのブックなど、CSVではないファイルです。Excelで「CSV」の形式で保存したファイルを選んでください。';
    case 'utf-16':
      return '文字コードがUTF-16です。UTF-8またはShift_JISのCSVとして保存してください。';
    case 'neither':
      return `${fault.line}行目：文字コードがUTF-8でもShift_JISでもありません。`;
  }
}
