import { type Act, audit } from '@todoke/database';
import type { Transaction } from '../../persistence/databases.js';
import { personTransitions, type Person } from '../domain/person.js';
import { lockPerson, savePerson } from '../persistence/people.js';
import { announcePerson } from './announce-person.js';

/**
 * The one way to change a person: lock, decide, save, audit, announce. Where services know another person afterwards,
 * or the password is new, saving ends the person's sessions at all of them (a trigger).
 * @param action its name in the audit
 * @param decide the changed person, or undefined to leave it as it is
 * @returns the person as saved, or undefined if nothing changed
 */
export async function changePerson(
  tx: Transaction,
  id: string,
  action: string,
  decide: (person: Person) => Person | undefined,
  act: Act,
): Promise<Person | undefined> {
  const before = await lockPerson(tx, id);
  const after = before && decide(before);
  if (before === undefined || after === undefined) return undefined;
  if (after.state !== before.state && !personTransitions[before.state].includes(after.state)) {
    throw new Error(`a person cannot go from ${before.state} to ${after.state}`);
  }
  const person = { ...after, version: before.version + 1 };
  await savePerson(tx, person);
  await audit(tx, { actor: act.actor, action, subject: id });
  await announcePerson(tx, person, act);
  return person;
}
