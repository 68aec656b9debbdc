import type { RunInTransaction } from '@todoke/database';
import type { Day } from '@todoke/japan';
import type { Transaction } from '../../persistence/databases.js';
import { BrokenFile } from '../domain/broken-file.js';
import type { Scope } from '../domain/import-row.js';
import { readOpenData } from '../domain/reader.js';
import { beginImport, dropImport, findProgress, finishReading, type OpenDataImport } from '../persistence/imports.js';
import { FileReading } from './file-reading.js';

/** A file whose bytes can be read again and again. */
export interface OpenDataFile {
  readonly name: string;
  /** SHA-256 of its bytes. */
  readonly digest: string;
  readonly bytes: () => AsyncIterable<Uint8Array>;
}

export interface Asked {
  readonly file: OpenDataFile;
  /** The day as of which it tells. */
  readonly asOf: Day;
  readonly scope: Scope;
}

export interface Act {
  readonly by: string;
  readonly at: Date;
}

/**
 * Reads a file, and stores what would become of each row; nothing is taken over yet. It may be ended at any point:
 * repeated, it goes on after the last rows that were stored, and of a file that was read to its end it changes nothing.
 * @throws BrokenFile, of which nothing stays
 */
export async function readOpenDataFile(
  inTransaction: RunInTransaction<Transaction>,
  { file, asOf, scope }: Asked,
  act: Act,
): Promise<OpenDataImport> {
  let begun: OpenDataImport | undefined;
  let reading: FileReading | undefined;
  try {
    for await (const { layout, rows } of readOpenData(file.bytes())) {
      if (reading === undefined) {
        const facts = { prefecture: scope, slug: layout.slug, fileName: file.name, digest: file.digest, asOf };
        begun = await inTransaction((tx) => beginImport(tx, facts, act));
        if (begun.state !== 'reading') return begun;
        const { id } = begun;
        const progress = await inTransaction((tx) => findProgress(tx, id));
        reading = new FileReading(inTransaction, id, layout, scope, progress);
      }
      for (const row of rows) await reading.take(row);
    }
    if (reading === undefined || begun === undefined)
      throw new BrokenFile({ row: 2, fault: '見出しのほかに行がありません' });
    await reading.end();
    const { id } = begun;
    await inTransaction((tx) => finishReading(tx, id));
    return { ...begun, state: 'read' };
  } catch (error) {
    const { id } = begun ?? {};
    if (error instanceof BrokenFile && id !== undefined) await inTransaction((tx) => dropImport(tx, id));
    throw error;
  }
}
