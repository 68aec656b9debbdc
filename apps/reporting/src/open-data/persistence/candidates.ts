import { sql } from '@todoke/database';
import type { InstitutionType } from '@todoke/lifecycle';
import { institutionRows as i } from '../../institutions/index.js';
import { ask } from '../../persistence/ask.js';
import type { Transaction } from '../../persistence/databases.js';
import type { Candidate } from '../domain/match.js';

/** The institutions of a kind in a prefecture, with the codes under which the master and earlier files have them. */
export function findCandidates(
  tx: Transaction,
  { type, prefecture, kind, scheme }: { type: InstitutionType; prefecture: string; kind: string; scheme: string },
): Promise<Candidate[]> {
  const beginning = `${prefecture}${kind}`;
  return ask<Candidate>(
    tx,
    sql`SELECT ${i.id} AS id, ${i.name} AS name, ${i.prefecture} AS prefecture, ${i.municipality} AS municipality,
          ${i.municipalityCode} AS "municipalityCode", ${i.location} AS location,
          array_remove(ARRAY[nullif(${i.institutionCode}, ''), substr(known.id, 4)], NULL) AS codes
        FROM ${i.from} LEFT JOIN open_data_ids AS known
          ON known.institution = ${i.id} AND known.scheme = ${scheme} AND starts_with(known.id, ${beginning})
        WHERE ${i.type} = ${type} AND ${i.prefecture} = ${prefecture} AND ${i.closedOn} IS NULL`,
  );
}
