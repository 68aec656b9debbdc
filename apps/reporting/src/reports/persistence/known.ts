import { sql, type Sql } from '@todoke/database';
import type { Day } from '@todoke/japan';
import { institutionRows as i } from '../../institutions/index.js';
import { ask } from '../../persistence/ask.js';
import type { Transaction } from '../../persistence/databases.js';
import type { Scheme } from '../domain/window.js';

/** Where facts come from, and which items they tell of. */
interface KnownSource {
  readonly scheme: Scheme;
  readonly asOf: Day;
  /** open-data:01-1_hospital_facility_info */
  readonly source: string;
  /** Keys of the items: those that are not among the values are blank now. */
  readonly keys: readonly string[];
}

/**
 * Keeps what was known of institutions before their first report here, beside what other sources tell of them. What is
 * kept of a later day stays.
 * @param told a query for `institution` and `values`, one row an institution
 * @returns the institutions of which it was kept
 */
export async function keepKnown(
  tx: Transaction,
  told: Sql,
  { scheme, asOf, source, keys }: KnownSource,
): Promise<string[]> {
  const kept = await ask<{ institution: string }>(
    tx,
    sql`INSERT INTO reports_known (institution, scheme, prefecture, municipality_code, values, as_of, source)
        SELECT told.institution, ${scheme}, ${i.prefecture}, ${i.municipalityCode}, told.values, ${asOf}::date,
          ${source}
        FROM (${told}) AS told JOIN ${i.from} ON ${i.id} = told.institution ORDER BY told.institution
        ON CONFLICT (institution, scheme) DO UPDATE SET
          values = (reports_known.values - ${[...keys]}::text[]) || excluded.values, as_of = excluded.as_of,
          source = excluded.source, prefecture = excluded.prefecture, municipality_code = excluded.municipality_code
        WHERE reports_known.as_of <= excluded.as_of
        RETURNING institution`,
  );
  return kept.map(({ institution }) => institution);
}
