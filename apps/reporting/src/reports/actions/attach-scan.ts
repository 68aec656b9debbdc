import { Inject, Injectable } from '@nestjs/common';
import { audit } from '@todoke/database';
import { CLOCK, type Clock, type SignedIn } from '@todoke/service';
import type { UploadedFile } from '@todoke/web';
import { KeepFile } from '../../files/index.js';
import { Databases } from '../../persistence/databases.js';
import { openLocked } from './open-report.js';

/** Attaches the scan of a report on paper (R56). */
@Injectable()
export class AttachScan {
  constructor(
    private readonly databases: Databases,
    private readonly keeping: KeepFile,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @param file that the rules for files take @throws Problem report-missing */
  run(person: SignedIn, report: string, file: UploadedFile): Promise<void> {
    const act = { by: person.sub, at: this.clock.now() };
    return this.databases.forPerson(person, async (tx) => {
      await openLocked(tx, { person, onPaper: report });
      await this.keeping.run(tx, report, file, act);
      await audit(tx, { actor: act.by, action: 'report.scan-attached', subject: report });
    });
  }
}
