const quote = 0x22;
const comma = 0x2c;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** Characters of a record at most; a quote that is never closed would make one of the whole file. */
const longestRecord = 200_000;

/** Where a text is no CSV any more. */
export class BrokenQuotes extends Error {
  /** @param row from 1 on @param column from 0 on; undefined where the whole row is meant */
  constructor(
    readonly row: number,
    readonly column: number | undefined,
    readonly fault: string,
  ) {
    super(fault);
  }
}

/** What one attempt at a record came to. */
type Attempt = { readonly cells: readonly string[]; readonly next: number } | 'more';

/**
 * Reads RFC 4180 as its text comes, in parts of any size: whole records, each when it is complete. Lines may end with
 * CRLF or LF; the last one need not end. Memory holds one record besides the part that was told.
 */
export class CsvParser {
  private rest = '';
  private count = 0;

  /** Records that were read. */
  get rows(): number {
    return this.count;
  }

  /** The records that are complete with this part. @throws BrokenQuotes where the quoting is broken */
  feed(part: string): Generator<readonly string[]> {
    return this.read(this.rest + part, false);
  }

  /** What was left, as the last record. @throws BrokenQuotes where it ends within quotes */
  end(): Generator<readonly string[]> {
    return this.read(this.rest, true);
  }

  private *read(text: string, last: boolean): Generator<readonly string[]> {
    let from = 0;
    while (from < text.length) {
      const attempt = this.record(text, from, last);
      if (attempt === 'more') break;
      from = attempt.next;
      this.count += 1;
      yield attempt.cells;
    }
    this.rest = text.slice(from);
    if (this.rest.length > longestRecord)
      throw this.broken(undefined, '1行が長すぎます。引用符（"）が閉じられていません');
  }

  /** The record that begins at a place; 'more' where its end is not known yet. */
  private record(text: string, from: number, last: boolean): Attempt {
    const cells: string[] = [];
    let at = from;
    for (;;) {
      const cell = text.charCodeAt(at) === quote ? this.quotedCell(text, at, last, cells.length) : plainCell(text, at);
      if (cell === 'more') return 'more';
      cells.push(cell.value);
      at = cell.next;
      if (at >= text.length) return last ? { cells, next: at } : 'more';
      const sign = text.charCodeAt(at);
      if (sign === comma) {
        at += 1;
        continue;
      }
      if (sign === lineFeed) return { cells, next: at + 1 };
      if (sign !== carriageReturn) throw this.broken(cells.length - 1, quotesInside);
      if (at + 1 >= text.length) return last ? { cells, next: at + 1 } : 'more';
      if (text.charCodeAt(at + 1) !== lineFeed) throw this.broken(cells.length - 1, '改行の形式が正しくありません');
      return { cells, next: at + 2 };
    }
  }

  private quotedCell(text: string, from: number, last: boolean, column: number) {
    let begin = from + 1;
    let value = '';
    for (;;) {
      const end = text.indexOf('"', begin);
      if (end === -1) {
        if (last) throw this.broken(column, '引用符（"）が閉じられていません');
        return 'more';
      }
      value += text.slice(begin, end);
      // Whether a second quote follows is known with the next part.
      if (end + 1 >= text.length && !last) return 'more';
      if (text.charCodeAt(end + 1) !== quote) return { value, next: end + 1 };
      value += '"';
      begin = end + 2;
    }
  }

  private broken(column: number | undefined, fault: string): BrokenQuotes {
    return new BrokenQuotes(this.count + 1, column, fault);
  }
}

const quotesInside = '引用符（"）の使い方が正しくありません';

/** Up to what ends it, or to a quote, which may not stand in it. */
function plainCell(text: string, from: number) {
  let at = from;
  for (; at < text.length; at += 1) {
    const sign = text.charCodeAt(at);
    if (sign === comma || sign === lineFeed || sign === carriageReturn || sign === quote) break;
  }
  return { value: text.slice(from, at), next: at };
}
