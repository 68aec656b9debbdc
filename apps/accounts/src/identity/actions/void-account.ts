import type { Act } from '@todoke/database';
import type { Transaction } from '../../persistence/databases.js';
import { voidUnset } from '../domain/person.js';
import { killLinks } from '../persistence/password-links.js';
import { changePerson } from './change-person.js';

/**
 * Voids an account without a password (R58): its login ID and its link no longer work.
 * @returns false if a password was set, so that the account stays
 */
export async function voidAccount(tx: Transaction, person: string, act: Act): Promise<boolean> {
  const voided = await changePerson(tx, person, 'person.voided', voidUnset, act);
  if (voided === undefined) return false;
  await killLinks(tx, person, act.now);
  return true;
}
