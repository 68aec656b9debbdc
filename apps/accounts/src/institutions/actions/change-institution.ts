import { type Act, audit } from '@todoke/database';
import type { Permission } from '@todoke/lifecycle';
import type { Transaction } from '../../persistence/databases.js';
import { problems } from '../problems.js';
import type { Institution } from '../domain/institution.js';
import { lockInstitution, saveInstitution } from '../persistence/institutions.js';
import { announceInstitution } from './announce-institution.js';

/** A change of an institution in the master. Each is idempotent. */
export type InstitutionChange =
  | { readonly kind: 'permission-granted'; readonly permission: Permission }
  /** A person can sign in for it, and it has this permission. */
  | { readonly kind: 'account-added'; readonly permission: Permission }
  /** Its account was voided. `voided`: the institution was added with that account, and is voided too. */
  | { readonly kind: 'account-removed'; readonly voided: boolean };

const withPermission = (institution: Institution, permission: Permission): readonly Permission[] =>
  institution.permissions.includes(permission) ? institution.permissions : [...institution.permissions, permission];

function changed(institution: Institution, change: InstitutionChange): Institution {
  switch (change.kind) {
    case 'permission-granted':
      return { ...institution, permissions: withPermission(institution, change.permission) };
    case 'account-added':
      return { ...institution, permissions: withPermission(institution, change.permission), hasAccount: true };
    case 'account-removed':
      return { ...institution, hasAccount: false, state: change.voided ? 'voided' : institution.state };
  }
}

const sameState = (one: Institution, other: Institution): boolean =>
  one.hasAccount === other.hasAccount &&
  one.state === other.state &&
  one.permissions.length === other.permissions.length;

/** @throws Problem institution-missing */
export async function changeInstitution(
  tx: Transaction,
  id: string,
  change: InstitutionChange,
  act: Act,
): Promise<Institution> {
  const before = await lockInstitution(tx, id);
  if (before === undefined) throw problems.institutionMissing(id);
  const after = changed(before, change);
  if (sameState(before, after)) return before;
  const institution = { ...after, version: before.version + 1 };
  await saveInstitution(tx, institution);
  await audit(tx, { actor: act.actor, action: `institution.${change.kind}`, subject: id });
  await announceInstitution(tx, institution, act);
  return institution;
}
