import type { Values } from '@todoke/forms';
import type { Transaction } from '../../persistence/databases.js';
import type { AnswerKey } from '../domain/respondent.js';

/** One of the answers that were ever given to a round (R141). */
export interface AnswerVersion {
  readonly version: number;
  readonly formVersion: number;
  readonly values: Values;
  readonly at: Date;
  /** Subject of the person. */
  readonly by: string;
  /** Name in lists, where the person of the transaction may know it. */
  readonly name: string | null;
}

/** All versions of an answer, the newest first. */
export const findVersions = (
  tx: Transaction,
  { survey, day, respondent }: AnswerKey,
): Promise<AnswerVersion[]> => tx.$queryRaw<AnswerVersion[]>`
    SELECT v.version, v.form_version AS "formVersion", v.answers AS "values", v.answered_at AS "at",
           v.answered_by AS "by", p.name
    FROM surveys_answer_versions AS v LEFT JOIN institutions_people AS p ON p.id = v.answered_by
    WHERE v.respondent = ${respondent} AND v.survey = ${survey} AND v.day = ${day}::date
    ORDER BY v.version DESC`;
