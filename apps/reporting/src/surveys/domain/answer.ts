import type { Texts, Values } from '@todoke/forms';
import type { AnswerKey } from './respondent.js';

/** What is being typed, by the names of the fields: nobody's answer yet. */
export interface Draft {
  readonly typed: Texts;
  /** Subject of the person. */
  readonly by: string;
  readonly at: Date;
}

/** An answer to a round: given, being typed, or both. */
export interface Answer extends AnswerKey {
  readonly formVersion: number;
  readonly given?: Given | undefined;
  readonly draft?: Draft | undefined;
}

/** An answer as it was given. */
export interface Given {
  /** 1 is the first; each correction has the next (R141). */
  readonly version: number;
  readonly formVersion: number;
  readonly values: Values;
  /** Subject of the person. */
  readonly by: string;
  readonly at: Date;
  /** 期限後: the first answer came after the deadline. */
  readonly late: boolean;
}

/** 回答済, 回答済（期限後）, 未回答. */
export type AnswerState = 'in-time' | 'late' | 'unanswered';

export const stateOf = (given: Pick<Given, 'late'> | undefined): AnswerState =>
  given === undefined ? 'unanswered' : given.late ? 'late' : 'in-time';
