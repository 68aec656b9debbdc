import { isDeepStrictEqual } from 'node:util';
import { Inject, Injectable } from '@nestjs/common';
import { audit } from '@todoke/database';
import { type Form, type Read, readTexts, refusalsOf, settled } from '@todoke/forms';
import { CLOCK, type Clock, type FieldError, type SignedIn } from '@todoke/service';
import { type Autosave, mergeChanges } from '@todoke/web';
import { Databases, type Transaction } from '../../persistence/databases.js';
import type { Given } from '../domain/answer.js';
import { deadlineOf } from '../domain/round.js';
import { storeAnswer, storeDraft } from '../persistence/answers.js';
import { findHour } from '../persistence/deadlines.js';
import { lockedAnswer } from './edit-answer.js';
import type { Saved } from './save-draft.js';

/** What became of an answer: it was given, or it is kept as it was typed and says why. */
export type Outcome =
  | { readonly kind: 'answered'; readonly given: Given; readonly warnings: Read['judged']['warnings'] }
  | { readonly kind: 'refused'; readonly saved: Saved; readonly errors: readonly FieldError[] };

/** 回答する, and 保存 of a prefecture's survey: gives an answer, each time as a further version (R141). */
@Injectable()
export class AnswerSurvey {
  constructor(
    private readonly databases: Databases,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  run(person: SignedIn, survey: Form, segment: string, sent: Autosave): Promise<Outcome> {
    const now = this.clock.now();
    return this.databases.forPerson(person, async (tx) => {
      const edited = await lockedAnswer(tx, { person, survey, segment, now });
      const { merged, conflicts } = mergeChanges(edited.stored, sent);
      const { form, key, answer } = edited;
      const read = readTexts(edited.form, merged, edited.last);
      const errors = refusalsOf(form, read.reading.problems, read.judged);
      if (conflicts.length > 0 || errors.length > 0) {
        const stored = read.texts;
        await storeDraft(tx, key, { typed: stored, by: person.sub, at: now });
        const saved = { ...edited, ...read, stored, begunFromLast: false, conflicts, at: now };
        return { kind: 'refused', saved, errors };
      }
      const before = answer?.given;
      const values = settled(form, read.reading.values, read.judged);
      const { warnings } = read.judged;
      if (
        before?.formVersion === form.version &&
        answer?.draft === undefined &&
        isDeepStrictEqual(before.values, values)
      ) {
        return { kind: 'answered', given: before, warnings };
      }
      const given = {
        version: (before?.version ?? 0) + 1,
        formVersion: form.version,
        values,
        by: person.sub,
        at: now,
        late: before?.late ?? (await isLate(tx, survey, key.day, edited.respondent.prefecture, now)),
      };
      await storeAnswer(tx, key, given);
      const subject = `${key.survey}:${key.day}:${key.respondent}`;
      const detail = { version: given.version, late: given.late };
      await audit(tx, { actor: person.sub, action: 'survey.answered', subject, detail });
      return { kind: 'answered', given, warnings };
    });
  }
}

/** 期限後. */
const isLate = async (
  tx: Transaction,
  { form, cadence }: Form,
  day: string,
  prefecture: string,
  now: Date,
): Promise<boolean> => now >= deadlineOf(cadence, day, await findHour(tx, form, prefecture));
