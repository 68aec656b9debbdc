import type { Form } from '@todoke/forms';
import type { Day } from '@todoke/japan';
import { forms } from '../definitions/index.js';

/** The surveys in the order of the list; a report once a year is none. */
export const surveys = (): Form[] =>
  forms
    .all()
    .filter(({ cadence }) => cadence !== 'yearly')
    .sort((one, other) => placeOf(one.form) - placeOf(other.form));

const order = ['daily', 'weekly', 'recuperation', 'supplies'];
const placeOf = (form: string): number => (order.indexOf(form) + order.length + 1) % (order.length + 1);

/** The newest version of a survey; undefined where there is none of that name. */
export const findSurvey = (name: string): Form | undefined => surveys().find(({ form }) => form === name);

/** The version in which a round is answered. */
export const formOn = (survey: Form, day: Day): Form => forms.current(survey.form, day) ?? survey;

/** The version in which an answer was given. */
export const formOf = (survey: Form, version: number): Form => forms.version(survey.form, version) ?? survey;
