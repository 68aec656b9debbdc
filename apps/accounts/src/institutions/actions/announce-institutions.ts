import { institutionChanged } from '@todoke/events';
import { announceAll } from '@todoke/messaging';
import type { Transaction } from '../../persistence/databases.js';
import { institutionsUnderNextVersions, lockMaster } from '../persistence/institutions.js';
import { factOf } from './announce-institution.js';

/**
 * Announces institutions of a prefecture anew, each under its next version, in the order of their ids. The master of the
 * prefecture is held meanwhile, as by everybody who changes several of its rows.
 * @param after the id of the last one that was announced; undefined for the first
 * @returns the ids of those that are announced now; none when all are
 */
export async function announceInstitutions(
  tx: Transaction,
  prefecture: string,
  after: string | undefined,
  limit: number,
  now: Date,
): Promise<string[]> {
  await lockMaster(tx, prefecture);
  const institutions = await institutionsUnderNextVersions(tx, prefecture, after, limit);
  await announceAll(tx, institutions.map((institution) => [institutionChanged, factOf(institution, now)] as const));
  return institutions.map(({ id }) => id);
}
