import { type Form, otherThan } from '@todoke/forms';
import type { SignedIn } from '@todoke/service';
import type { Transaction } from '../../persistence/databases.js';
import type { Answer } from '../domain/answer.js';
import { type Editing, editingOf } from '../domain/editing.js';
import { isRespondent } from '../domain/respondent.js';
import { formOn } from '../forms.js';
import { findLastAnswer, lockAnswer } from '../persistence/answers.js';
import { problems } from '../problems.js';
import { type Opened, openAnswer } from './open-answer.js';

/** An answer that its respondent fills in. */
export interface Edited extends Opened, Editing {
  /** Somebody else is typing. */
  readonly besides: boolean;
}

interface Asked {
  readonly person: SignedIn;
  readonly survey: Form;
  /** The last segment of its address. */
  readonly segment: string;
  readonly now: Date;
}

/**
 * Opens an answer to be filled in.
 * @throws Problem only-read where the person only reads the survey, survey-ended, answer-missing
 */
export async function editAnswer(tx: Transaction, { person, survey, segment, now }: Asked): Promise<Edited> {
  if (!isRespondent(person, survey)) throw problems.onlyRead();
  if (survey.ended !== undefined) throw problems.surveyEnded();
  return edited(tx, await openAnswer(tx, person, survey, segment, now), person, survey, now);
}

/** The same, and nobody else stores anything until the end of the transaction. */
export async function lockedAnswer(tx: Transaction, asked: Asked): Promise<Edited> {
  const { person, now } = asked;
  const opened = await editAnswer(tx, asked);
  const { key, respondent, form } = opened;
  const answer = await lockAnswer(tx, key, respondent, form.version);
  return { ...opened, ...edits(form, answer, opened.last, person, now), answer };
}

async function edited(tx: Transaction, opened: Opened, person: SignedIn, survey: Form, now: Date): Promise<Edited> {
  const form = formOn(survey, opened.key.day);
  const last = await findLastAnswer(tx, opened.key);
  return { ...opened, ...edits(form, opened.answer, last?.values, person, now) };
}

const edits = (
  form: Form,
  answer: Answer | undefined,
  last: Editing['last'],
  { sub }: SignedIn,
  now: Date,
): Editing & { readonly besides: boolean } => ({
  ...editingOf(form, answer, last),
  besides: otherThan(sub, answer?.draft, now),
});
