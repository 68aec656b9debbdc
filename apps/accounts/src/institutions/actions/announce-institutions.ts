import { institutionChanged } from '@todoke/events';
import { announceAll } from '@todoke/messaging';
import type { Transaction } from '../../persistence/databases.js';
import { institutionsUnderNextVersions, lockMaster } from '../persistence/institutions.js';
import { factOf } from './announce-institution.js';

/**
 * Announces the present facts of institutions of a prefecture, each under its next version, in the order of their ids.
 * The master of the prefecture is locked meanwhile, as for every change of several rows.
 * @param after the last id of the batch before; undefined for the first batch
 * @returns the ids of this batch; empty where none is left
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
  await announceAll(
    tx,
    institutions.map((institution) => [institutionChanged, factOf(institution, now)] as const),
  );
  return institutions.map(({ id }) => id);
}
