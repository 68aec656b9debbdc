import type { Form } from './form.js';
import { judge, type Judgement } from './judge.js';
import { type AnswersReading, inputTexts, readAnswers, type Texts } from './read-answers.js';
import type { Values } from './values.js';

/** What was typed, read and judged. */
export interface Read {
  readonly reading: AnswersReading;
  readonly judged: Judgement;
  /** What is stored of it: 「１２」 as 「12」, and as it was typed what was not understood. */
  readonly texts: Texts;
}

/** Reads and judges what is being typed in a form. @param last what was answered last time */
export function readTexts(form: Form, typed: Texts, last: Values | undefined): Read {
  const reading = readAnswers(form, typed);
  const understood = inputTexts(form, reading.values);
  const broken = new Set(reading.problems.map(({ field }) => field));
  const texts = Object.entries(typed).map(([name, text]) => [name, broken.has(name) ? text : (understood[name] ?? '')]);
  return { reading, judged: judge(form, reading.values, { last }), texts: Object.fromEntries(texts) as Texts };
}
