import type { z } from 'zod';

/** The subject of a question: `ask.<service that answers>.<question>`. */
export type QuestionSubject = `ask.${string}.${string}`;

/**
 * The contract of a question that one service asks another over NATS (request-reply): its subject, the shape of what is
 * asked and of the answer. A parse drops fields that it does not know, so that both sides may add optional ones.
 * Anything else is another question.
 */
export interface QuestionContract<
  Subject extends QuestionSubject = QuestionSubject,
  Asked extends z.ZodObject = z.ZodObject,
  Answer extends z.ZodType = z.ZodType,
> {
  readonly subject: Subject;
  readonly asked: Asked;
  readonly answer: Answer;
}

export type AskedOf<Q extends QuestionContract> = z.output<Q['asked']>;
export type AnswerOf<Q extends QuestionContract> = z.output<Q['answer']>;

export const defineQuestion = <
  Subject extends QuestionSubject,
  Asked extends z.ZodObject,
  Answer extends z.ZodType<object>,
>(
  subject: Subject,
  asked: Asked,
  answer: Answer,
): QuestionContract<Subject, Asked, Answer> => ({ subject, asked, answer });
