import { sql } from '@todoke/database';
import type { Day } from '@todoke/japan';
import { addressesOf, institutionRows } from '../../institutions/index.js';
import { ask } from '../../persistence/ask.js';
import type { Transaction } from '../../persistence/databases.js';
import type { Unanswered } from '../domain/reminder.js';
import { all, type Owing, type RoundOf } from './owing.js';

/** Those who owe an answer to a round and have not given it, with the addresses of whoever signs in for them. */
export async function findUnanswered(
  tx: Transaction,
  { survey, day }: Pick<RoundOf, 'survey' | 'day'>,
  { from, where, answered }: Owing,
): Promise<Unanswered[]> {
  const { id, name, prefecture, municipalityCode } = institutionRows;
  const found = await ask<Omit<Unanswered, 'addresses'>>(
    tx,
    sql`SELECT ${id} AS id, ${name} AS name, ${prefecture} AS prefecture, ${municipalityCode} AS "municipalityCode",
               r.respondent IS NOT NULL AS reminded
        FROM ${from} LEFT JOIN surveys_reminders AS r
          ON r.survey = ${survey} AND r.day = ${day}::date AND r.respondent = ${id}
        WHERE ${all(where)} AND NOT ${answered} ORDER BY ${id}`,
  );
  const addresses = await addressesOf(
    tx,
    found.map((one) => one.id),
  );
  return found.map((one) => ({ ...one, addresses: addresses.get(one.id) ?? [] }));
}

/**
 * Notes that institutions are reminded in a round.
 * @returns the ids of those who were not reminded before: of two officials who press at once, one finds them
 */
export async function noteReminders(
  tx: Transaction,
  { survey, day }: { readonly survey: string; readonly day: Day },
  institutions: readonly Unanswered[],
  by: string,
  at: Date,
): Promise<ReadonlySet<string>> {
  const rows = institutions.map(({ id, prefecture, municipalityCode }) => ({ id, prefecture, municipalityCode }));
  const noted = await tx.$queryRaw<{ respondent: string }[]>`
    INSERT INTO surveys_reminders (survey, day, respondent, prefecture, municipality_code, asked_by, asked_at)
    SELECT ${survey}, ${day}::date, id, prefecture, "municipalityCode", ${by}, ${at}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS told (id text, prefecture text, "municipalityCode" text)
    ORDER BY id ON CONFLICT DO NOTHING RETURNING respondent`;
  return new Set(noted.map(({ respondent }) => respondent));
}
