import type { Day } from '@todoke/japan';
import type { Transaction } from '../../persistence/databases.js';
import type { TrialAnswer } from '../answers.js';

/** Who answered, as it is stored. */
const answeredBy = 'trial-data';

/** The last day for which the trial has answers to 日次調査. */
export async function findLastDay(tx: Transaction): Promise<Day | undefined> {
  const [row] = await tx.$queryRaw<{ day: Day | null }[]>`
    SELECT max(day)::text AS day FROM surveys_answers WHERE survey = 'daily' AND answered_by = ${answeredBy}`;
  return row?.day ?? undefined;
}

/** Makes the rows of rounds that are not there yet. */
export async function storeRounds(
  tx: Transaction,
  rounds: readonly { readonly survey: string; readonly day: Day }[],
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO surveys_rounds (survey, day, opened_at)
    SELECT survey, day, day::timestamp AT TIME ZONE 'Asia/Tokyo'
    FROM jsonb_to_recordset(${JSON.stringify(rounds)}::jsonb) AS told (survey text, day date)
    ON CONFLICT DO NOTHING`;
}

/**
 * Stores answers, each as its first version, in one statement. Where a respondent has an answer to a round, or has
 * begun one, that stays.
 * @returns how many were stored
 */
export const storeAnswers = (tx: Transaction, answers: readonly TrialAnswer[]): Promise<number> =>
  tx.$executeRaw`
    WITH stored AS (
      INSERT INTO surveys_answers
        (survey, day, respondent, prefecture, municipality_code, form_version, version, answers, answered_by,
         answered_at, late)
      SELECT survey, day, respondent, prefecture, "municipalityCode", 1, 1, values, ${answeredBy}, at, late
      FROM jsonb_to_recordset(${JSON.stringify(answers)}::jsonb) AS told (
        survey text, day date, respondent text, prefecture text, "municipalityCode" text, values jsonb, at timestamptz,
        late boolean)
      ON CONFLICT DO NOTHING RETURNING *
    ), latest AS (
      INSERT INTO surveys_latest AS latest
        (survey, respondent, day, prefecture, municipality_code, form_version, answers, answered_at)
      SELECT DISTINCT ON (survey, respondent)
        survey, respondent, day, prefecture, municipality_code, form_version, answers, answered_at
      FROM stored ORDER BY survey, respondent, day DESC
      ON CONFLICT (survey, respondent) DO UPDATE SET
        (day, prefecture, municipality_code, form_version, answers, answered_at) = (
          excluded.day, excluded.prefecture, excluded.municipality_code, excluded.form_version, excluded.answers,
          excluded.answered_at)
        WHERE latest.day < excluded.day
    )
    INSERT INTO surveys_answer_versions
      (survey, day, respondent, version, form_version, answers, answered_by, answered_at)
    SELECT survey, day, respondent, version, form_version, answers, answered_by, answered_at FROM stored`;
