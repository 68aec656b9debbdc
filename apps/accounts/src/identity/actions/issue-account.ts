import { randomInt, randomUUID } from 'node:crypto';
import { type Act, audit } from '@todoke/database';
import type { Transaction } from '../../persistence/databases.js';
import { drawLoginId } from '../domain/login-id.js';
import type { Person } from '../domain/person.js';
import { mintLink } from '../persistence/password-links.js';
import { insertPerson } from '../persistence/people.js';
import { announcePerson } from './announce-person.js';

export interface IssuedAccount {
  readonly person: string;
  readonly loginId: string;
  /** In clear only in memory; it is sealed before it is announced. */
  readonly token: string;
}

export interface AccountWanted {
  readonly institution: string;
  readonly prefecture: string;
  readonly address: string;
}

/**
 * 発行済・未設定: a login ID for an institution, and the link to set its password (R47, R160).
 * @throws SecondAccount if the institution has one already; the transaction must then be rolled back
 */
export async function issueAccount(tx: Transaction, wanted: AccountWanted, act: Act): Promise<IssuedAccount> {
  const { actor, now } = act;
  const person = await insertUnderFreeLoginId(tx, wanted, now);
  const { token } = await mintLink(tx, person.id, 'first-password', now);
  await audit(tx, { actor, action: 'person.issued', subject: person.id });
  await announcePerson(tx, person, act);
  return { person: person.id, loginId: person.loginId, token };
}

async function insertUnderFreeLoginId(tx: Transaction, wanted: AccountWanted, now: Date): Promise<Person> {
  const id = randomUUID();
  for (;;) {
    const person: Person = {
      id,
      loginId: drawLoginId((below) => randomInt(below)),
      role: 'institution',
      prefecture: wanted.prefecture,
      area: [],
      institution: wanted.institution,
      addresses: [wanted.address],
      state: 'issued-unset',
      version: 1,
    };
    if (await insertPerson(tx, person, now)) return person;
  }
}
