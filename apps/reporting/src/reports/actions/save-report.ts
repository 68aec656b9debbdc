import { Inject, Injectable } from '@nestjs/common';
import { type Read, readTexts } from '@todoke/forms';
import { CLOCK, type Clock } from '@todoke/service';
import { type Autosave, type Conflict, mergeChanges } from '@todoke/web';
import { Databases } from '../../persistence/databases.js';
import { storeTexts } from '../persistence/drafts.js';
import { type Asked, type Edited, lockedReport } from './open-report.js';

/** What is stored after somebody's changes came. */
export interface Saved extends Edited, Read {
  /** What was not stored, since another stored something else meanwhile. */
  readonly conflicts: readonly Conflict[];
  readonly at: Date;
}

/** 保存: keeps what is being typed; nothing is reported yet. */
@Injectable()
export class SaveReport {
  constructor(
    private readonly databases: Databases,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws Problem as lockedReport */
  run(asked: Asked, sent: Autosave): Promise<Saved> {
    const at = this.clock.now();
    return this.databases.forPerson(asked.person, async (tx) => {
      const edited = await lockedReport(tx, asked, at);
      const { merged, conflicts } = mergeChanges(edited.stored, sent);
      const read = readTexts(edited.form, merged, edited.last);
      await storeTexts(tx, edited.report.id, read.texts, { by: asked.person.sub, at });
      return { ...edited, ...read, stored: read.texts, conflicts, at };
    });
  }
}
