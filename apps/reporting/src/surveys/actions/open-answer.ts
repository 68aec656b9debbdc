import type { Form } from '@todoke/forms';
import type { SignedIn } from '@todoke/service';
import type { Transaction } from '../../persistence/databases.js';
import type { Answer } from '../domain/answer.js';
import { type AnswerKey, readAnswerName } from '../domain/respondent.js';
import { isRound, presentRound } from '../domain/round.js';
import { findAnswer } from '../persistence/answers.js';
import { owesAnswer } from '../persistence/owing.js';
import { hasRound } from '../persistence/rounds.js';
import { problems } from '../problems.js';
import { findRespondent, type NamedRespondent } from './find-respondent.js';

/** An answer that a person looks at, or that there is not yet. */
export interface Opened {
  readonly key: AnswerKey;
  readonly respondent: NamedRespondent;
  readonly answer: Answer | undefined;
}

/**
 * Opens the answer of an address.
 * @param segment the last one of the address: `2026-12-01`, or `2026-12-01-<respondent>`
 * @throws Problem answer-missing where there is no such round or respondent, or none that the person may see
 */
export async function openAnswer(
  tx: Transaction,
  person: SignedIn,
  survey: Form,
  segment: string,
  now: Date,
): Promise<Opened> {
  const { form, cadence, audience } = survey;
  const read = readAnswerName(segment);
  if (read === undefined || !isRound(cadence, read.day, now)) throw problems.answerMissing();
  const { day } = read;
  const respondent = await findRespondent(tx, person, survey, read.respondent);
  if (respondent === undefined) throw problems.answerMissing();
  const key = { survey: form, day, respondent: respondent.id };
  const answer = await findAnswer(tx, key);
  if (answer === undefined) {
    const isThere = day === presentRound(cadence, now) || (await hasRound(tx, form, day));
    const owed =
      survey.respondent === 'prefecture' || (await owesAnswer(tx, { survey: form, audience, day }, respondent.id));
    if (!isThere || !owed) throw problems.answerMissing();
  }
  return { key, respondent, answer };
}
