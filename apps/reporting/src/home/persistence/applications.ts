import { type Application, foldAll } from '../domain/application.js';
import { sql, type Sql } from '@todoke/database';
import type { Transaction } from '../../persistence/databases.js';

/**
 * The statement that merges events into the stored applications, as `fold` does for one. Rows are written in the order
 * of their numbers, so that two transactions cannot deadlock. Undefined where nothing is to be merged.
 */
export function mergedApplications(news: readonly Application[]): Sql | undefined {
  const applications = foldAll(news);
  if (applications.length === 0) return undefined;
  return sql`
    INSERT INTO applications AS known
      (number, prefecture, municipality_code, institution_type, place_round, state, round, stage, version)
    SELECT number, prefecture, "municipalityCode", "institutionType", "placeRound", state, round, stage, version
    FROM jsonb_to_recordset(${JSON.stringify(applications)}::jsonb) AS news (
      number text, prefecture text, "municipalityCode" text, "institutionType" text, "placeRound" int, state text,
      round int, stage int, version int)
    ORDER BY number
    ON CONFLICT (number) DO UPDATE SET
      (municipality_code, institution_type, place_round) = (
        SELECT latest.municipality_code, latest.institution_type, latest.place_round
        FROM (VALUES (known.municipality_code, known.institution_type, known.place_round),
                     (excluded.municipality_code, excluded.institution_type, excluded.place_round))
          AS latest (municipality_code, institution_type, place_round)
        ORDER BY latest.place_round DESC LIMIT 1),
      (prefecture, state, round, stage, version) = (
        SELECT newest.prefecture, newest.state, newest.round, newest.stage, newest.version
        FROM (VALUES (known.prefecture, known.state, known.round, known.stage, known.version),
                     (excluded.prefecture, excluded.state, excluded.round, excluded.stage, excluded.version))
          AS newest (prefecture, state, round, stage, version)
        ORDER BY newest.round DESC, newest.stage DESC, newest.version DESC LIMIT 1)`;
}

/** Counts by state the applications that the person of the transaction may see. */
export async function countByState(tx: Transaction): Promise<Map<string, number>> {
  const groups = await tx.application.groupBy({ by: ['state'], _count: { _all: true } });
  return new Map(groups.map(({ state, _count }) => [state, _count._all]));
}
