import { sql, type Sql } from '@todoke/database';

/**
 * A column with the role and, within the own prefecture, the name of a person, as `{ role, name }`; NULL for nobody and
 * for a person of whom accounts has not told yet.
 * @param subject a column with the subject
 */
export const shownPerson = (subject: Sql): Sql =>
  sql`(SELECT jsonb_build_object('role', role, 'name', name) FROM people_shown(ARRAY[${subject}]))`;
