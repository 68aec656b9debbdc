import { type Act, audit } from '@todoke/database';
import type { Transaction } from '../../persistence/databases.js';
import type { Institution } from '../domain/institution.js';
import { insertMissingInstitutions } from '../persistence/institutions.js';
import type { NewInstitution } from './add-institution.js';
import { announceThese } from './announce-institution.js';

/**
 * Adds many institutions to the master in one statement, and announces them in another. One whose id or code is there
 * already is left as it is. Nobody compares them with each other: they come from a register with ids of its own.
 * @returns how many were added
 */
export async function addInstitutions(
  tx: Transaction,
  wanted: readonly (NewInstitution & { readonly id: string })[],
  act: Act,
): Promise<number> {
  const institutions = wanted.map(({ id, facts, permissions, hasAccount }): Institution => ({
    ...facts,
    id,
    permissions,
    hasAccount,
    state: 'active',
    version: 1,
  }));
  const added = await insertMissingInstitutions(tx, institutions, act.now);
  if (added.length === 0) return 0;
  await audit(tx, {
    actor: act.actor,
    action: 'institutions.added',
    subject: act.actor,
    detail: { institutions: added.length },
  });
  await announceThese(tx, added, act);
  return added.length;
}
