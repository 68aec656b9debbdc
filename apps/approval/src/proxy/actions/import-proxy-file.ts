import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock, Problem } from '@todoke/service';
import { Databases } from '../../persistence/databases.js';
import type { Official } from '../../reviews/index.js';
import type { Mark } from '../domain/marks.js';
import { countOf } from '../domain/proxy-file.js';
import { countRows, reportedRows, type ReportedRow } from '../persistence/file-rows.js';
import { findFile } from '../persistence/files.js';
import { problems } from '../problems.js';
import { BeginFiling } from './begin-filing.js';
import { fileRows } from './file-rows.js';
import { ReadProxyFile, type SentFile } from './read-proxy-file.js';

/** A row of a file, and what became of it. */
export type ImportedRow = ReportedRow;

/** Milliseconds until rows are looked for again that another process has. */
const beforeNextLook = 100;

/** Reads a file and files its rows at once, for whoever sees no preview (R74). */
@Injectable()
export class ImportProxyFile {
  constructor(
    private readonly databases: Databases,
    private readonly reading: ReadProxyFile,
    private readonly filing: BeginFiling,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * May be ended at any point: repeated with the same id, it goes on, and files nothing twice.
   * @param leftOut rows with these marks are not filed
   * @returns every row of the file, in its order
   * @throws Problem file-unusable, with the sentences that say why; not-yours-to-decide
   */
  async run(id: string, official: Official, file: SentFile, leftOut: readonly Mark[]): Promise<readonly ImportedRow[]> {
    const faults = await this.reading.run(id, official, file);
    if (faults !== undefined)
      throw problems.fileUnusable(
        undefined,
        faults.map((message) => ({ field: '', message })),
      );
    if (await this.hasRowsToFile(id, official)) await this.filing.run(id, official, leftOut).catch(allLeftOut);
    while (await this.hasRowsUnderWay(id, official)) {
      const begun = await this.databases.forOfficial(official, (tx) => findFile(tx, id));
      if (begun === undefined) throw problems.fileMissing();
      const filed = await fileRows(this.databases, begun, this.clock.now());
      if (filed === 0) await pause(beforeNextLook);
    }
    return this.databases.forOfficial(official, (tx) => reportedRows(tx, id));
  }

  private async hasRowsToFile(id: string, official: Official): Promise<boolean> {
    return this.databases.forOfficial(official, async (tx) => countOf(await countRows(tx, id), ['ready']) > 0);
  }

  private async hasRowsUnderWay(id: string, official: Official): Promise<boolean> {
    return this.databases.forOfficial(official, async (tx) => (await findFile(tx, id))?.state === 'filing');
  }
}

/** Each row that could be filed has a mark that was not wanted: the report says so. */
function allLeftOut(error: unknown): void {
  if (!(error instanceof Problem) || error.code !== problems.nothingToFile().code) throw error;
}
