import { Inject, Injectable } from '@nestjs/common';
import { audit } from '@todoke/database';
import { CLOCK, type Clock } from '@todoke/service';
import { Databases } from '../../persistence/databases.js';
import type { Official } from '../../reviews/index.js';
import { type Mark, marks } from '../domain/marks.js';
import { countOf } from '../domain/proxy-file.js';
import { beginFiling, lockFile } from '../persistence/files.js';
import { countRows, leaveOut } from '../persistence/file-rows.js';
import { problems } from '../problems.js';

/** 申請する for a file: from now on its rows are filed by a job (R74). */
@Injectable()
export class BeginFiling {
  constructor(
    private readonly databases: Databases,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * A second click changes nothing.
   * @param leftOut rows with these marks are not filed
   * @throws Problem file-missing, file-unread, nothing-to-file
   */
  run(id: string, official: Official, leftOut: readonly Mark[]): Promise<void> {
    return this.databases.forOfficial(official, async (tx) => {
      const file = await lockFile(tx, id);
      if (file === undefined) throw problems.fileMissing();
      if (file.state === 'reading') throw problems.fileUnread();
      if (file.state !== 'read') return;
      await leaveOut(tx, id, leftOut);
      const rows = countOf(await countRows(tx, id), ['ready']);
      if (rows === 0) throw problems.nothingToFile();
      await beginFiling(tx, id, official.sub, this.clock.now());
      const detail = { rows, ...Object.fromEntries(marks.map((mark) => [`without.${mark}`, leftOut.includes(mark)])) };
      await audit(tx, { actor: official.sub, action: 'proxy-file.begun', subject: id, detail });
    });
  }
}
