import { randomUUID } from 'node:crypto';
import { type Act, audit } from '@todoke/database';
import type { Transaction } from '../../persistence/databases.js';
import { hashPassword, isPassword } from '../credentials/password-hash.js';
import type { Person, PersonRole } from '../domain/person.js';
import { findByLoginId, insertPerson } from '../persistence/people.js';
import { announcePerson } from './announce-person.js';
import { changePerson } from './change-person.js';

export interface KnownPerson {
  readonly loginId: string;
  readonly password: string;
  readonly role: PersonRole;
  readonly name?: string;
  readonly prefecture?: string;
  readonly area: readonly string[];
  readonly institution?: string;
  readonly addresses: readonly string[];
}

/** Inserts or updates a person with a given password, for trial data. Idempotent: a repetition announces nothing. */
export async function putPerson(tx: Transaction, known: KnownPerson, act: Act): Promise<void> {
  const before = await findByLoginId(tx, known.loginId);
  if (before === undefined) return insert(tx, known, act);
  const samePassword = await isPassword(before.passwordHash, known.password);
  if (samePassword && sameFacts(before, known)) return;
  const { password, ...facts } = known;
  const passwordHash = samePassword ? before.passwordHash : await hashPassword(password);
  const decide = (person: Person): Person => ({
    ...person,
    ...facts,
    ...(!samePassword && { passwordSetAt: act.now }),
    ...(passwordHash !== undefined && { passwordHash }),
    state: person.state === 'voided' ? 'voided' : 'active',
  });
  await changePerson(tx, before.id, 'person.put', decide, act);
}

async function insert(tx: Transaction, { password, ...facts }: KnownPerson, act: Act): Promise<void> {
  const { actor, now } = act;
  const passwordHash = await hashPassword(password);
  const person: Person = { ...facts, id: randomUUID(), state: 'active', passwordHash, passwordSetAt: now, version: 1 };
  if (!(await insertPerson(tx, person, now))) throw new Error('the login ID was taken meanwhile');
  await audit(tx, { actor, action: 'person.put', subject: person.id });
  await announcePerson(tx, person, act);
}

const sameFacts = (person: Person, known: KnownPerson): boolean =>
  person.state === 'active' &&
  person.role === known.role &&
  person.name === known.name &&
  person.prefecture === known.prefecture &&
  person.institution === known.institution &&
  person.area.join() === known.area.join() &&
  person.addresses.join() === known.addresses.join();
