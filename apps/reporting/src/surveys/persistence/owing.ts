import { sql, type Sql } from '@todoke/database';
import type { Form } from '@todoke/forms';
import { type Day, prefectures } from '@todoke/japan';
import { institutionRows } from '../../institutions/index.js';
import { ask } from '../../persistence/ask.js';
import type { Transaction } from '../../persistence/databases.js';
import type { Jurisdiction } from '../domain/respondent.js';

/** A round of a survey, for whoever looks at it. */
export interface RoundOf {
  readonly survey: string;
  readonly audience: Form['audience'];
  readonly day: Day;
}

/** Rows for the SQL of a list or a count: respondents, each with the own answer, if any. */
export interface Owing {
  readonly from: Sql;
  /** All of them hold. */
  readonly where: readonly Sql[];
  /** Whether the respondent has answered. */
  readonly answered: Sql;
}

/**
 * Who owes an answer to a round of a survey of institutions, and who has given it: the one rule by which home, charts,
 * tables, lists and reminders count (R137). Institutions are `i`, by the columns of `institutionRows`; their answers
 * are `a`. The jurisdiction repeats what row-level security requires, so that indexes narrow both.
 */
export function owing({ survey, audience, day }: RoundOf, { prefecture, municipalities }: Jurisdiction): Owing {
  const { from, id, type, knownSince, closedOn } = institutionRows;
  const near = prefecture === undefined ? sql`` : sql` AND a.prefecture = ${prefecture}`;
  const answers = sql`surveys_answers AS a
    ON a.respondent = ${id} AND a.survey = ${survey} AND a.day = ${day}::date AND a.answered_at IS NOT NULL${near}`;
  return {
    from: sql`${from} LEFT JOIN ${answers}`,
    where: [
      // Of one type, the order of the index after it is that of lists.
      audience.length === 1 ? sql`${type} = ${audience[0]}` : sql`${type} = ANY (${[...audience]}::text[])`,
      sql`${knownSince} <= ${day}::date`,
      sql`(${closedOn} IS NULL OR ${closedOn} > ${day}::date)`,
      ...(prefecture === undefined ? [] : [sql`${institutionRows.prefecture} = ${prefecture}`]),
      ...(municipalities === undefined
        ? []
        : [sql`${institutionRows.municipalityCode} = ANY (${[...municipalities]}::text[])`]),
    ],
    answered,
  };
}

const answered = sql`(a.answered_at IS NOT NULL)`;

/** Conditions as one; of none, what always holds. */
export const all = (conditions: readonly Sql[]): Sql =>
  conditions.reduce((one, other) => sql`${one} AND ${other}`, sql`true`);

/** The same of a survey that prefectures answer: `p.id` are the two digits of the prefecture. */
export function owingPrefectures({ survey, day }: Omit<RoundOf, 'audience'>, { prefecture }: Jurisdiction): Owing {
  const codes = prefectures.map(({ code }) => code);
  return {
    from: sql`unnest(${codes}::text[]) AS p (id) LEFT JOIN surveys_answers AS a
      ON a.respondent = p.id AND a.survey = ${survey} AND a.day = ${day}::date AND a.answered_at IS NOT NULL`,
    where: prefecture === undefined ? [] : [sql`p.id = ${prefecture}`],
    answered,
  };
}

/** Whether an institution, which the person of the transaction may see, owes an answer to a round. */
export async function owesAnswer(tx: Transaction, round: RoundOf, institution: string): Promise<boolean> {
  const { from, where } = owing(round, {});
  const found = await ask<object>(
    tx,
    sql`SELECT 1 FROM ${from} WHERE ${all(where)} AND ${institutionRows.id} = ${institution}`,
  );
  return found.length > 0;
}
