import { institutionChanged } from '@todoke/events';
import { locationOf } from '@todoke/japan';
import { announce } from '@todoke/messaging';
import type { Transaction } from '../../persistence/databases.js';
import type { Institution } from '../domain/institution.js';

/** Tells everybody the present facts of an institution. */
export async function announceInstitution(tx: Transaction, institution: Institution, now: Date): Promise<void> {
  const { id, version, name, type, institutionCode, insuranceCode, prefecture, municipality, street, phone } = institution;
  const voided = institution.state === 'voided';
  await announce(tx, institutionChanged, {
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
  });
}
