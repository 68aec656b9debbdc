import type { Act } from '@todoke/database';
import type { Transaction } from '../../persistence/databases.js';
import { killLinks } from '../persistence/password-links.js';
import { endSessions } from '../persistence/people.js';
import { changePerson } from './change-person.js';

/**
 * Gives a person other mail addresses. Who could read the mails so far can no longer come in by them: all password
 * links and sessions of before end (R164).
 */
export async function changeAddresses(
  tx: Transaction,
  person: string,
  addresses: readonly string[],
  act: Act,
): Promise<void> {
  await changePerson(tx, person, 'person.addresses-changed', (before) => ({ ...before, addresses }), act);
  await killLinks(tx, person, act.now);
  await endSessions(tx, person);
}
