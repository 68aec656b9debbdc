import { institutionChanged } from '@todoke/events';
import { prefectureName } from '@todoke/japan';
import { announce } from '@todoke/messaging';
import type { Transaction } from '../../persistence/databases.js';
import type { Institution, InstitutionFacts } from '../domain/institution.js';

/** 住所 on one line, prefecture first. */
export const locationOf = ({ prefecture, municipality, street, building }: InstitutionFacts): string =>
  [`${prefectureName(prefecture)}${municipality}${street}`, building].filter(Boolean).join('　');

/** Tells everybody the present facts of an institution. */
export async function announceInstitution(tx: Transaction, institution: Institution, now: Date): Promise<void> {
  const { id, version, name, type, institutionCode, insuranceCode, prefecture, municipality, phone } = institution;
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
      location: locationOf(institution),
      phone,
      permissions: voided ? [] : [...institution.permissions],
      hasAccount: !voided && institution.hasAccount,
    },
  });
}
