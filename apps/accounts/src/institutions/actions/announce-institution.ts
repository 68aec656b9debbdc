import { type DataOf, institutionChanged } from '@todoke/events';
import { locationOf } from '@todoke/japan';
import { announce, type Fact } from '@todoke/messaging';
import type { Transaction } from '../../persistence/databases.js';
import type { Institution } from '../domain/institution.js';

/** Announces the present facts of an institution. */
export const announceInstitution = (tx: Transaction, institution: Institution, now: Date): Promise<void> =>
  announce(tx, institutionChanged, factOf(institution, now));

/** The fact that is announced of an institution. */
export function factOf(institution: Institution, now: Date): Fact<DataOf<typeof institutionChanged>> {
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
