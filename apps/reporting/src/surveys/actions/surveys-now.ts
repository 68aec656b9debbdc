import type { Form } from '@todoke/forms';
import type { Day } from '@todoke/japan';
import type { SignedIn } from '@todoke/service';
import { findOwnInstitution } from '../../institutions/index.js';
import type { Transaction } from '../../persistence/databases.js';
import { type AnswerState, stateOf } from '../domain/answer.js';
import { isRespondent, jurisdictionOf, sees } from '../domain/respondent.js';
import { presentRound } from '../domain/round.js';
import { surveys } from '../forms.js';
import { findAnswer } from '../persistence/answers.js';
import { findHour } from '../persistence/deadlines.js';
import { owing, owingPrefectures } from '../persistence/owing.js';
import { countAnswers, type Counts } from '../persistence/rounds.js';

/** Where a survey stands for a person: the own answer to the round under way, or the counts of those who owe one. */
export interface SurveyNow {
  readonly survey: Form;
  readonly round: Day;
  /** Until which hour of the prefecture. */
  readonly hour: string;
  readonly own?: { readonly state: AnswerState; readonly drafted: boolean };
  readonly counts?: Counts;
}

/** The surveys that a person sees, with what is known of the round under way; of ended ones nothing is. */
export async function surveysNow(tx: Transaction, person: SignedIn, now: Date): Promise<SurveyNow[]> {
  const institution = await findOwnInstitution(tx, person.institution);
  const seen = surveys().filter(
    (survey) =>
      sees(person, survey) &&
      (person.role !== 'institution' || (institution !== undefined && survey.audience.includes(institution.type))),
  );
  const found: SurveyNow[] = [];
  const prefecture = person.prefecture ?? institution?.prefecture;
  for (const survey of seen) found.push(await surveyNow(tx, person, survey, prefecture, now));
  return found;
}

async function surveyNow(
  tx: Transaction,
  person: SignedIn,
  survey: Form,
  prefecture: string | undefined,
  now: Date,
): Promise<SurveyNow> {
  const { form, cadence, audience, ended } = survey;
  const round = presentRound(cadence, now);
  const hour = await findHour(tx, form, prefecture);
  const base = { survey, round, hour };
  if (ended !== undefined) return base;
  if (survey.respondent === 'institution' && !isRespondent(person, survey)) {
    return {
      ...base,
      counts: await countAnswers(tx, owing({ survey: form, audience, day: round }, jurisdictionOf(person))),
    };
  }
  if (person.role === 'secretariat') {
    return { ...base, counts: await countAnswers(tx, owingPrefectures({ survey: form, day: round }, {})) };
  }
  const respondent = person.role === 'institution' ? (person.institution ?? '') : (person.prefecture ?? '');
  const answer = await findAnswer(tx, { survey: form, day: round, respondent });
  return { ...base, own: { state: stateOf(answer?.given), drafted: answer?.draft !== undefined } };
}
