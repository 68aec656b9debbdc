import { Inject, Injectable } from '@nestjs/common';
import { audit } from '@todoke/database';
import { CLOCK, type Clock } from '@todoke/service';
import { Databases } from '../../persistence/databases.js';
import { AttemptHasher, type AttemptKeys } from '../credentials/attempt-hasher.js';
import { KnownBrowsers } from '../credentials/known-browsers.js';
import { hashPassword, isOutdated, isPassword } from '../credentials/password-hash.js';
import { maySignIn, withSignIn, type Person } from '../domain/person.js';
import { pausedUntil, perClient, perLoginId, windowStart } from '../domain/throttle.js';
import { clearAttempts, countAttempt, type Attempts } from '../persistence/attempts.js';
import { findByLoginId, lockPerson, savePerson } from '../persistence/people.js';
import { problems, tooManyAttempts } from '../problems.js';

export interface Credentials {
  readonly loginId: string;
  readonly password: string;
  /** Network address of the browser. */
  readonly client: string;
  /** The known-browser cookie of an earlier sign-in. */
  readonly browserCookie: string | undefined;
}

export interface SignedInPerson {
  readonly id: string;
  /** Cookie for the browser. */
  readonly browserCookie: string;
}

/**
 * Checks a login ID and its password (R118, R130). The response to an unknown login ID, a wrong password and an account
 * that may not sign in is the same, and takes the same time.
 */
@Injectable()
export class SignIn {
  constructor(
    private readonly databases: Databases,
    private readonly attempts: AttemptHasher,
    private readonly browsers: KnownBrowsers,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws Problem sign-in-refused, too-many-attempts */
  async run({ loginId, password, client, browserCookie }: Credentials): Promise<SignedInPerson> {
    const keys = this.attempts.keys(loginId, client, this.browsers.nameFor(loginId, browserCookie));
    await this.countOrRefuse(keys);
    const person = await findByLoginId(this.databases.app, loginId);
    const right = await isPassword(person?.passwordHash, password);
    if (person === undefined || !right || !maySignIn(person)) {
      await this.noteRefusal(person);
      throw problems.signInRefused();
    }
    await this.noteSignIn(person, keys, password);
    return { id: person.id, browserCookie: this.browsers.remember(loginId, browserCookie) };
  }

  private async countOrRefuse(keys: AttemptKeys): Promise<void> {
    const now = this.clock.now();
    const judge = ({ bySubject, byClient }: Attempts): Date | undefined =>
      pausedUntil(bySubject, perLoginId, now) ?? pausedUntil(byClient, perClient, now);
    const since = windowStart(perLoginId, now);
    const until = await this.databases.app.$transaction((tx) => countAttempt(tx, 'sign-in', keys, since, now, judge));
    if (until !== undefined) throw tooManyAttempts(until);
  }

  /** Counted for unknown login IDs as well, so that they take the same time. */
  private async noteRefusal(person: Person | undefined): Promise<void> {
    const subject = person?.id ?? 'unknown';
    await audit(this.databases.app, { actor: 'unknown', action: 'sign-in.refused', subject });
  }

  private async noteSignIn({ id, passwordHash }: Person, keys: AttemptKeys, password: string): Promise<void> {
    const renewed = passwordHash !== undefined && isOutdated(passwordHash) ? await hashPassword(password) : undefined;
    const now = this.clock.now();
    await this.databases.app.$transaction(async (tx) => {
      await clearAttempts(tx, 'sign-in', keys);
      const person = await lockPerson(tx, id);
      // The account was suspended or its password reset meanwhile.
      const unchanged = person !== undefined && maySignIn(person) && person.passwordHash === passwordHash;
      if (!unchanged) throw problems.signInRefused();
      await savePerson(tx, { ...withSignIn(person, now), ...(renewed && { passwordHash: renewed }) });
      await audit(tx, { actor: id, action: 'person.signed-in', subject: id });
    });
  }
}
