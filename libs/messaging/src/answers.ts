import type { AnswerOf, AskedOf, QuestionContract } from '@todoke/events';

/** A question that a module answers, and how. Made by `answering`. */
export interface Answering<Parts = unknown> {
  readonly question: QuestionContract;
  readonly answer: (asked: never, parts: Parts) => Promise<object>;
}

/**
 * Makes a row of a module's answers. The function judges itself what who asks may know, opens a transaction of its own,
 * and may be called again with the same question: whoever asks may have lost the answer.
 */
export const answering = <Question extends QuestionContract, Parts = unknown>(
  question: Question,
  answer: (asked: AskedOf<Question>, parts: Parts) => Promise<AnswerOf<Question> & object>,
): Answering<Parts> => ({ question, answer });

/**
 * The subjects that a service answers, sorted.
 * @throws Error where two rows answer one question
 */
export function answersOf(answers: readonly Answering<never>[]): string[] {
  const subjects = answers.map(({ question }) => question.subject as string).sort();
  const twice = subjects.find((subject, at) => subject === subjects[at + 1]);
  if (twice !== undefined) throw new Error(`${twice} is answered twice`);
  return subjects;
}
