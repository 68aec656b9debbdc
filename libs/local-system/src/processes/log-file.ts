import { closeSync, existsSync, fstatSync, mkdirSync, openSync, readSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Bytes at the end of a log that are read for its last lines. */
const TAIL_BYTES = 16_384;

/** The log of one child: a file to append to, with the previous run's file kept beside it. */
export class LogFile {
  readonly path: string;

  constructor(folder: string, name: string) {
    this.path = join(folder, `${name}.log`);
    mkdirSync(dirname(this.path), { recursive: true });
    if (existsSync(this.path)) renameSync(this.path, join(folder, `${name}.previous.log`));
  }

  /** A file descriptor to append with; the caller closes it. */
  open(): number {
    return openSync(this.path, 'a', 0o600);
  }

  /** The last lines, shortened, without empty ones. */
  lastLines(count: number): string[] {
    let file: number;
    try {
      file = openSync(this.path, 'r');
    } catch {
      return [];
    }
    try {
      const { size } = fstatSync(file);
      const buffer = Buffer.alloc(Math.min(size, TAIL_BYTES));
      readSync(file, buffer, 0, buffer.length, size - buffer.length);
      const lines = buffer
        .toString('utf8')
        .split('\n')
        .filter((line) => line.trim() !== '');
      return lines.slice(-count).map((line) => (line.length > 400 ? `${line.slice(0, 400)}…` : line));
    } finally {
      closeSync(file);
    }
  }
}
