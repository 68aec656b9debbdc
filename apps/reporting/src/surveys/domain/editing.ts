import {
  type AnswersReading,
  type Form,
  inputTexts,
  judge,
  type Judgement,
  readAnswers,
  startingValues,
  type Texts,
  type Values,
} from '@todoke/forms';
import type { Answer } from './answer.js';

/** A form that is being filled in. */
export interface Editing {
  readonly form: Form;
  /** What is stored, by the names of the fields: typed by somebody, answered before, or what the form begins with. */
  readonly stored: Texts;
  /** Nobody has typed or answered anything yet, and the form begins with last time's answers. */
  readonly begunFromLast: boolean;
  /** What was answered last time. */
  readonly last: Values | undefined;
}

/** What a form stands at: 「前回と同じ」 where nothing was typed or answered yet. */
export function editingOf(form: Form, answer: Answer | undefined, last: Values | undefined): Editing {
  const known = answer?.draft?.typed ?? (answer?.given && inputTexts(form, answer.given.values));
  if (known !== undefined) return { form, stored: known, begunFromLast: false, last };
  const stored = inputTexts(form, startingValues(form, { last }));
  return { form, stored, begunFromLast: Object.keys(stored).length > 0, last };
}

/** What was typed, read and judged. */
export interface Read {
  readonly reading: AnswersReading;
  readonly judged: Judgement;
  /** What is stored of it: 「１２」 as 「12」, and as it was typed what was not understood. */
  readonly texts: Texts;
}

export function readTexts({ form, last }: Pick<Editing, 'form' | 'last'>, typed: Texts): Read {
  const reading = readAnswers(form, typed);
  const understood = inputTexts(form, reading.values);
  const broken = new Set(reading.problems.map(({ field }) => field));
  const texts = Object.entries(typed).map(([name, text]) => [name, broken.has(name) ? text : (understood[name] ?? '')]);
  return { reading, judged: judge(form, reading.values, { last }), texts: Object.fromEntries(texts) as Texts };
}
