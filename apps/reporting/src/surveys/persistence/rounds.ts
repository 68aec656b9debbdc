import { sql } from '@todoke/database';
import type { Day } from '@todoke/japan';
import { ask } from '../../persistence/ask.js';
import type { Transaction } from '../../persistence/databases.js';
import { all, type Owing } from './owing.js';

/** Makes the rows of rounds; those that are there stay. @returns how many are new */
export const openRounds = (tx: Transaction, survey: string, days: readonly Day[], at: Date): Promise<number> =>
  tx.$executeRaw`
    INSERT INTO surveys_rounds (survey, day, opened_at)
    SELECT ${survey}, day::date, ${at} FROM unnest(${[...days]}::text[]) AS told (day) ORDER BY day
    ON CONFLICT DO NOTHING`;

export async function findNewestRound(tx: Transaction, survey: string): Promise<Day | undefined> {
  const [row] = await tx.$queryRaw<{ day: Day | null }[]>`
    SELECT max(day)::text AS day FROM surveys_rounds WHERE survey = ${survey}`;
  return row?.day ?? undefined;
}

export async function hasRound(tx: Transaction, survey: string, day: Day): Promise<boolean> {
  const found = await tx.$queryRaw<object[]>`
    SELECT FROM surveys_rounds WHERE survey = ${survey} AND day = ${day}::date`;
  return found.length > 0;
}

/** A round as its respondent sees it. */
export interface OwnRound {
  readonly day: Day;
  readonly answeredAt: Date | null;
  readonly late: boolean;
  readonly drafted: boolean;
}

/**
 * Rounds of a respondent, the newest first: those that were made, the one under way, and whatever was answered.
 * @param from the newest that is wanted @param since no round before that day is owed
 */
export const findOwnRounds = (
  tx: Transaction,
  { survey, respondent, present }: { survey: string; respondent: string; present: Day },
  { from, since, limit }: { from: Day; since: Day; limit: number },
): Promise<OwnRound[]> => tx.$queryRaw<OwnRound[]>`
    SELECT r.day::text, a.answered_at AS "answeredAt", coalesce(a.late, false) AS late,
           a.draft IS NOT NULL AS drafted
    FROM (SELECT day FROM surveys_rounds WHERE survey = ${survey} AND day BETWEEN ${since}::date AND ${from}::date
          UNION SELECT day FROM surveys_answers WHERE survey = ${survey} AND respondent = ${respondent}
            AND answered_at IS NOT NULL AND day <= ${from}::date
          UNION SELECT ${present}::date WHERE ${present}::date BETWEEN ${since}::date AND ${from}::date) AS r
    LEFT JOIN surveys_answers AS a ON a.survey = ${survey} AND a.respondent = ${respondent} AND a.day = r.day
    ORDER BY r.day DESC LIMIT ${limit}`;

export interface Counts {
  readonly owing: number;
  readonly answered: number;
}

/** How many owe an answer to a round, and how many of them have given it. */
export async function countAnswers(tx: Transaction, { from, where }: Owing): Promise<Counts> {
  const [row] = await ask<Counts>(
    tx,
    sql`SELECT count(*)::integer AS owing, count(a.answered_at)::integer AS answered FROM ${from} WHERE ${all(where)}`,
  );
  return row ?? { owing: 0, answered: 0 };
}
