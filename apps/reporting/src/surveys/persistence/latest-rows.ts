import { sql, type Sql } from '@todoke/database';

/** The latest answer of each respondent to a survey, for the SQL of other modules. */
export interface LatestRows {
  /** What follows LEFT JOIN. */
  readonly join: Sql;
  /** jsonb, or NULL where the respondent has never answered. */
  readonly answers: Sql;
  readonly formVersion: Sql;
  readonly answeredAt: Sql;
  /** A choice of the answer by its code, or NULL. @param key of the item */
  readonly choice: (key: string) => Sql;
  /** Figures of 日次調査 with an index, or NULL. */
  readonly securedBeds: Sql;
  readonly emptyBeds: Sql;
}

/** @param respondent the expression with which the answers are joined */
export const latestRows = (survey: string, respondent: Sql): LatestRows => ({
  join: sql`surveys_latest AS l ON l.survey = ${survey} AND l.respondent = ${respondent}`,
  answers: sql`l.answers`,
  formVersion: sql`l.form_version`,
  answeredAt: sql`l.answered_at`,
  choice: (key) => sql`l.answers ->> ${key}::text`,
  securedBeds: sql`l.secured_beds`,
  emptyBeds: sql`l.empty_beds`,
});
