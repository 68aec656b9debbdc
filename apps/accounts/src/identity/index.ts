/** People, their credentials and sessions, and the OpenID Provider: all that the other modules may know of it. */
import type { Transaction } from '../persistence/databases.js';
import type { PersonState } from './domain/person.js';
import { findByInstitution } from './persistence/people.js';

export { announcePeople } from './actions/announce-person.js';
export { changeAddresses } from './actions/change-addresses.js';
export { issueAccount } from './actions/issue-account.js';
export { putApiClient } from './actions/put-api-client.js';
export { putPerson } from './actions/put-person.js';
export { voidAccount } from './actions/void-account.js';

export { apiScopes } from './domain/api-client.js';
export { shortestPassword } from './domain/password-rule.js';
export { isAddressOfOthers } from './persistence/people.js';

export interface Account {
  readonly person: string;
  readonly loginId: string;
  readonly addresses: readonly string[];
  readonly state: Exclude<PersonState, 'voided'>;
}

/** The account of an institution; a voided one does not count (R58). */
export async function findAccountOf(tx: Transaction, institution: string): Promise<Account | undefined> {
  const person = await findByInstitution(tx, institution);
  if (person === undefined || person.state === 'voided') return undefined;
  const { id, loginId, addresses, state } = person;
  return { person: id, loginId, addresses, state };
}
