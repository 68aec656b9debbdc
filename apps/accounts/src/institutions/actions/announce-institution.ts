import type { Act } from '@todoke/database';
import { type DataOf, institutionChanged } from '@todoke/events';
import { locationOf } from '@todoke/japan';
import { announce, announceAll, type Fact } from '@todoke/messaging';
import type { Transaction } from '../../persistence/databases.js';
import type { Institution } from '../domain/institution.js';
import { institutionsUnderNextVersions, lockMaster } from '../persistence/institutions.js';

/** Announces the present facts of an institution. */
export const announceInstitution = (tx: Transaction, institution: Institution, act: Act): Promise<void> =>
  announce(tx, institutionChanged, factOf(institution, act));

/** Announces the present facts of several institutions in one statement. */
export const announceThese = (tx: Transaction, institutions: readonly Institution[], act: Act): Promise<void> =>
  announceAll(
    tx,
    institutions.map((institution) => [institutionChanged, factOf(institution, act)] as const),
  );

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
  act: Act,
): Promise<string[]> {
  await lockMaster(tx, prefecture);
  const institutions = await institutionsUnderNextVersions(tx, prefecture, after, limit);
  await announceThese(tx, institutions, act);
  return institutions.map(({ id }) => id);
}

function factOf(institution: Institution, { now }: Act): Fact<DataOf<typeof institutionChanged>> {
  const { id, version, name, type, institutionCode, insuranceCode, prefecture, municipality, street, phone } =
    institution;
  const voided = institution.state === 'voided';
  return {
    id,
    version,
    occurredAt: now,
    data: {
      institution: id,
      name,
      type,
      institutionCode,
      insuranceCode,
      prefecture,
      municipality,
      street,
      location: locationOf(institution),
      phone,
      permissions: voided ? [] : [...institution.permissions],
      hasAccount: !voided && institution.hasAccount,
    },
  };
}
