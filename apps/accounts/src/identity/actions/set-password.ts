import { Inject, Injectable } from '@nestjs/common';
import { audit } from '@todoke/database';
import { CLOCK, type Clock } from '@todoke/service';
import { Databases, type Transaction } from '../../persistence/databases.js';
import { hashPassword } from '../credentials/password-hash.js';
import { faultsOf, passwordFaults } from '../domain/password-rule.js';
import { standingOf } from '../domain/password-link.js';
import { type Person, withPassword, withSignIn } from '../domain/person.js';
import { findLink, useLink } from '../persistence/password-links.js';
import { lockPerson } from '../persistence/people.js';
import { issueTicket } from '../persistence/tickets.js';
import { problems } from '../problems.js';
import { changePerson } from './change-person.js';
import { linkOf, lookAtLink } from './look-at-link.js';

/** Sets the password of a link's person, once, and ends what sessions there were (R47, R131, R133). */
@Injectable()
export class SetPassword {
  constructor(
    private readonly databases: Databases,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * @returns a ticket that signs the person in (R70)
   * @throws Problem link-not-usable, password-refused with what is wrong
   */
  async run(token: string, password: string): Promise<string> {
    const { app } = this.databases;
    const view = await lookAtLink(app, token, this.clock.now());
    if (view.standing !== 'usable') throw problems.linkNotUsable(view.standing);
    const faults = faultsOf(password, view.loginId);
    if (faults.length > 0) {
      const fields = faults.map((fault) => ({ field: 'password', message: passwordFaults[fault] }));
      throw problems.passwordRefused(faults.join(' '), fields);
    }
    // Hashing is slow on purpose, so it is done before any row is locked.
    const passwordHash = await hashPassword(password);
    return this.databases.inRequest((tx) => save(tx, token, passwordHash, this.clock.now()));
  }
}

async function save(tx: Transaction, token: string, passwordHash: string, now: Date): Promise<string> {
  const found = await linkOf(tx, token);
  // The person's row is locked first, so of two concurrent submissions the second finds the link used.
  const person = found && (await lockPerson(tx, found.person));
  const link = found && (await findLink(tx, found.id));
  const standing = standingOf(link, person?.state, now);
  if (standing !== 'usable' || link === undefined) throw problems.linkNotUsable(standing);
  const decide = (before: Person) => {
    const after = withPassword(before, passwordHash, now);
    return after && withSignIn(after, now);
  };
  const act = { actor: link.person, now };
  const changed = await changePerson(tx, link.person, `password.set-by-${link.purpose}`, decide, act);
  if (changed === undefined) throw problems.linkNotUsable('void');
  await useLink(tx, link, now);
  await audit(tx, { actor: changed.id, action: 'person.signed-in', subject: changed.id });
  return issueTicket(tx, changed.id);
}
