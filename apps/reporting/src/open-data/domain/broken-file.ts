/** What is wrong in a file, and where. */
export interface Fault {
  /** As a spreadsheet counts: the header is 1. */
  readonly row: number;
  /** Its name; absent where the whole row, or the file, is meant. */
  readonly column?: string;
  /** A Japanese sentence without its end. */
  readonly fault: string;
}

/** 「12行目「所在地」：400文字を超えています」 */
export const faultText = ({ row, column, fault }: Fault): string =>
  `${row}行目${column === undefined ? '' : `「${column}」`}：${fault}`;

/** A file that cannot be read on. */
export class BrokenFile extends Error {
  constructor(readonly where: Fault) {
    super(faultText(where));
  }
}
