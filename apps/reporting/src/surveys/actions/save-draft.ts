import { Inject, Injectable } from '@nestjs/common';
import { type Form, type Read, readTexts } from '@todoke/forms';
import { CLOCK, type Clock, type SignedIn } from '@todoke/service';
import { type Autosave, type Conflict, mergeChanges } from '@todoke/web';
import { Databases } from '../../persistence/databases.js';
import { storeDraft } from '../persistence/answers.js';
import { type Edited, lockedAnswer } from './edit-answer.js';

/** What is stored after somebody's changes came. */
export interface Saved extends Edited, Read {
  /** What was not stored, since another stored something else meanwhile. */
  readonly conflicts: readonly Conflict[];
  readonly at: Date;
}

/** 保存: keeps what is being typed; it is no answer yet. */
@Injectable()
export class SaveDraft {
  constructor(
    private readonly databases: Databases,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  run(person: SignedIn, survey: Form, segment: string, sent: Autosave): Promise<Saved> {
    const now = this.clock.now();
    return this.databases.forPerson(person, async (tx) => {
      const edited = await lockedAnswer(tx, { person, survey, segment, now });
      const { merged, conflicts } = mergeChanges(edited.stored, sent);
      const read = readTexts(edited.form, merged, edited.last);
      await storeDraft(tx, edited.key, { typed: read.texts, by: person.sub, at: now });
      return { ...edited, ...read, stored: read.texts, begunFromLast: false, conflicts, at: now };
    });
  }
}
