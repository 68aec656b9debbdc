import type { Texts, Values } from '@todoke/forms';
import type { Transaction } from '../../persistence/databases.js';
import type { Answer, Draft, Given } from '../domain/answer.js';
import type { AnswerKey, Respondent } from '../domain/respondent.js';

interface Row {
  readonly formVersion: number;
  readonly version: number;
  readonly answers: Values | null;
  readonly answeredBy: string | null;
  readonly answeredAt: Date | null;
  readonly late: boolean;
  readonly draft: Texts | null;
  readonly draftedBy: string | null;
  readonly draftedAt: Date | null;
}

/** The answer, where the person of the transaction may see it. */
export async function findAnswer(tx: Transaction, key: AnswerKey): Promise<Answer | undefined> {
  const { survey, day, respondent } = key;
  const [row] = await tx.$queryRaw<Row[]>`
    SELECT form_version AS "formVersion", version, answers, answered_by AS "answeredBy", answered_at AS "answeredAt",
           late, draft, drafted_by AS "draftedBy", drafted_at AS "draftedAt"
    FROM surveys_answers WHERE respondent = ${respondent} AND survey = ${survey} AND day = ${day}::date`;
  return row && fromRow(key, row);
}

/** Locks an answer until the end of the transaction; one that was not there yet is begun. */
export async function lockAnswer(
  tx: Transaction,
  { survey, day }: Pick<AnswerKey, 'survey' | 'day'>,
  { id, prefecture, municipalityCode }: Respondent,
  formVersion: number,
): Promise<Answer> {
  const [row] = await tx.$queryRaw<Row[]>`
    INSERT INTO surveys_answers AS a (survey, day, respondent, prefecture, municipality_code, form_version, version)
    VALUES (${survey}, ${day}::date, ${id}, ${prefecture}, ${municipalityCode ?? null}, ${formVersion}, 1)
    ON CONFLICT (respondent, survey, day) DO UPDATE SET prefecture = a.prefecture
    RETURNING form_version AS "formVersion", version, answers, answered_by AS "answeredBy",
      answered_at AS "answeredAt", late, draft, drafted_by AS "draftedBy", drafted_at AS "draftedAt"`;
  if (row === undefined) throw new Error('an answer was neither begun nor found');
  return fromRow({ survey, day, respondent: id }, row);
}

/** Stores what is being typed. The transaction has locked the answer. */
export async function storeDraft(tx: Transaction, key: AnswerKey, { typed, by, at }: Draft): Promise<void> {
  await tx.$executeRaw`
    UPDATE surveys_answers SET draft = ${JSON.stringify(typed)}::jsonb, drafted_by = ${by}, drafted_at = ${at}
    WHERE respondent = ${key.respondent} AND survey = ${key.survey} AND day = ${key.day}::date`;
}

/**
 * Stores an answer and its version, and as the latest one where no later round is answered, in one statement. What was
 * being typed is done. The transaction has locked the answer.
 */
export async function storeAnswer(tx: Transaction, key: AnswerKey, given: Given): Promise<void> {
  const { version, formVersion, values, by, at, late } = given;
  await tx.$executeRaw`
    WITH stored AS (
      UPDATE surveys_answers
      SET form_version = ${formVersion}, version = ${version}, answers = ${JSON.stringify(values)}::jsonb,
          answered_by = ${by}, answered_at = ${at}, late = ${late}, draft = NULL, drafted_by = NULL, drafted_at = NULL
      WHERE respondent = ${key.respondent} AND survey = ${key.survey} AND day = ${key.day}::date
      RETURNING *
    ), kept AS (
      INSERT INTO surveys_answer_versions
        (survey, day, respondent, version, form_version, answers, answered_by, answered_at)
      SELECT survey, day, respondent, version, form_version, answers, answered_by, answered_at FROM stored
    )
    INSERT INTO surveys_latest AS latest
      (survey, respondent, day, prefecture, municipality_code, form_version, answers, answered_at)
    SELECT survey, respondent, day, prefecture, municipality_code, form_version, answers, answered_at FROM stored
    ON CONFLICT (survey, respondent) DO UPDATE SET
      (day, prefecture, municipality_code, form_version, answers, answered_at) = (
        excluded.day, excluded.prefecture, excluded.municipality_code, excluded.form_version, excluded.answers,
        excluded.answered_at)
      WHERE latest.day <= excluded.day`;
}

/** What a respondent answered last before a round. */
export interface LastAnswer {
  readonly day: string;
  readonly formVersion: number;
  readonly values: Values;
}

export async function findLastAnswer(
  tx: Transaction,
  { survey, day, respondent }: AnswerKey,
): Promise<LastAnswer | undefined> {
  const [row] = await tx.$queryRaw<LastAnswer[]>`
    SELECT day::text, form_version AS "formVersion", answers AS "values" FROM surveys_answers
    WHERE respondent = ${respondent} AND survey = ${survey} AND day < ${day}::date AND answered_at IS NOT NULL
    ORDER BY day DESC LIMIT 1`;
  return row;
}

const fromRow = (key: AnswerKey, row: Row): Answer => ({
  ...key,
  formVersion: row.formVersion,
  given: givenIn(row),
  draft:
    row.draft === null || row.draftedBy === null || row.draftedAt === null
      ? undefined
      : { typed: row.draft, by: row.draftedBy, at: row.draftedAt },
});

function givenIn({ version, formVersion, answers, answeredBy, answeredAt, late }: Row): Given | undefined {
  if (answers === null || answeredBy === null || answeredAt === null) return undefined;
  return { version, formVersion, values: answers, by: answeredBy, at: answeredAt, late };
}
