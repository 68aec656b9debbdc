import type { Form } from '@todoke/forms';
import type { SignedIn } from '@todoke/service';
import { sees } from '../../domain/respondent.js';
import { findSurvey } from '../../forms.js';
import { problems } from '../../problems.js';

/** The survey of an address. @throws Problem survey-missing where there is none, or none for the person */
export function seenSurvey(person: SignedIn, name: string): Form {
  const survey = findSurvey(name);
  if (survey === undefined || !sees(person, survey)) throw problems.surveyMissing();
  return survey;
}
