import { audit } from '@todoke/database';
import type { Transaction } from '../../persistence/databases.js';
import { problems } from '../problems.js';
import { hashPassword } from '../credentials/password-hash.js';
import { faultsOf, passwordFaults } from '../domain/password-rule.js';
import {
  type LinkPurpose,
  type LinkStanding,
  type PasswordLink,
  standingOf,
  tokenPattern,
} from '../domain/password-link.js';
import { withPassword, withSignIn, type Person } from '../domain/person.js';
import { findLink, useLink } from '../persistence/password-links.js';
import { findPerson, findPersonForChange } from '../persistence/people.js';
import { endSessionsOf } from '../persistence/provider-sessions.js';
import { issueTicket } from '../persistence/tickets.js';
import type { IdentityTools } from '../tools.js';
import { changePerson } from './change-person.js';

export interface LinkView {
  readonly standing: LinkStanding;
  readonly purpose?: LinkPurpose;
  /** Shown while the link is usable, so that the reader and the password manager know whose password it is. */
  readonly loginId?: string;
}

/** The state of a link. Opening never uses it up, since mail scanners open links (R93). */
export async function lookAtLink(tools: IdentityTools, token: string): Promise<LinkView> {
  const { link, person } = await find(tools.databases.app, token, findPerson);
  const standing = standingOf(link, person?.state, tools.clock.now());
  return {
    standing,
    ...(link && { purpose: link.purpose }),
    ...(standing === 'usable' && person && { loginId: person.loginId }),
  };
}

/**
 * Sets the password of a link's person, once, and ends what sessions there were (R47, R131, R133).
 * @returns a ticket that signs the person in (R70)
 * @throws Problem link-not-usable, password-refused with what is wrong
 */
export async function setPassword(tools: IdentityTools, token: string, password: string): Promise<string> {
  const view = await lookAtLink(tools, token);
  if (view.standing !== 'usable') throw problems.linkNotUsable(view.standing);
  const faults = faultsOf(password, view.loginId);
  if (faults.length > 0) {
    const fields = faults.map((fault) => ({ field: 'password', message: passwordFaults[fault] }));
    throw problems.passwordRefused(faults.join(' '), fields);
  }
  // Hashing is slow on purpose, so it is done before any row is locked.
  const passwordHash = await hashPassword(password);
  return tools.databases.app.$transaction((tx) => save(tools, tx, token, passwordHash));
}

async function save(tools: IdentityTools, tx: Transaction, token: string, passwordHash: string): Promise<string> {
  const now = tools.clock.now();
  // The person's row is locked first, so of two concurrent submissions the second finds the link used.
  const { link, person } = await find(tx, token, findPersonForChange);
  const current = link && (await findLink(tx, token));
  const standing = standingOf(current, person?.state, now);
  if (standing !== 'usable' || current === undefined) throw problems.linkNotUsable(standing);
  const act = { actor: current.person, action: `password.set-by-${current.purpose}`, now };
  const changed = await changePerson(tx, current.person, act, (before) => {
    const after = withPassword(before, passwordHash, now);
    return after && withSignIn(after, now);
  });
  if (changed === undefined) throw problems.linkNotUsable('void');
  await useLink(tx, current, now);
  await endSessionsOf(tx, changed.id);
  await audit(tx, { actor: changed.id, action: 'person.signed-in', subject: changed.id, at: now });
  return issueTicket(tx, changed.id);
}

async function find(
  tx: Transaction,
  token: string,
  findPersonOf: (tx: Transaction, id: string) => Promise<Person | undefined>,
): Promise<{ link?: PasswordLink; person?: Person }> {
  const link = tokenPattern.test(token) ? await findLink(tx, token) : undefined;
  const person = link && (await findPersonOf(tx, link.person));
  return { ...(link && { link }), ...(person && { person }) };
}
