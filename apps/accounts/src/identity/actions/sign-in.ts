import { Inject, Injectable } from '@nestjs/common';
import { audit } from '@todoke/database';
import { CLOCK, type Clock } from '@todoke/service';
import type { SolvedCheck } from '@todoke/web';
import { Databases } from '../../persistence/databases.js';
import { AttemptHasher, type AttemptKeys } from '../credentials/attempt-hasher.js';
import { KnownBrowsers } from '../credentials/known-browsers.js';
import { hashPassword, isOutdated, isPassword } from '../credentials/password-hash.js';
import { maySignIn, withSignIn, type Person } from '../domain/person.js';
import { longestOf, type Pause, pauseAfter, perClient, perLoginId, windowStart } from '../domain/throttle.js';
import { clearAttempts, countAttempt, type Attempts } from '../persistence/attempts.js';
import { findByLoginId, lockPerson, savePerson } from '../persistence/people.js';
import { nobody, noteRefusedSignIn } from '../persistence/refusals.js';
import { problems } from '../problems.js';

export interface Credentials {
  readonly loginId: string;
  readonly password: string;
  /** Network of the browser. */
  readonly client: string;
  /** The known-browser cookie of an earlier sign-in. */
  readonly browserCookie: string | undefined;
  /** The robot check that came with them. */
  readonly check: SolvedCheck | undefined;
}

interface SignedIn {
  readonly outcome: 'signed-in';
  readonly id: string;
  /** In which the password was right. */
  readonly epoch: number;
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

  /** @throws Problem sign-in-refused */
  async run(credentials: Credentials): Promise<SignedIn | { readonly outcome: 'paused'; readonly pause: Pause }> {
    const { loginId, password, client, browserCookie, check } = credentials;
    const browser = this.browsers.nameFor(loginId, browserCookie);
    const keys = this.attempts.keys(loginId, client, browser);
    const pause = await this.countOrPause(keys, browser !== undefined, check);
    if (pause !== undefined) return { outcome: 'paused', pause };
    const person = await findByLoginId(this.databases.app, loginId);
    const right = await isPassword(person?.passwordHash, password);
    if (person === undefined || !right || !maySignIn(person)) {
      // Noted for unknown login IDs as well, so that they take the same time.
      await noteRefusedSignIn(this.databases.app, person?.id ?? nobody, this.clock.now());
      throw problems.signInRefused();
    }
    const epoch = await this.noteSignIn(person, keys, password);
    const remembered = this.browsers.remember(loginId, browserCookie);
    return { outcome: 'signed-in', id: person.id, epoch, browserCookie: remembered };
  }

  /** @param known the login ID signed in from this browser before: what others do at its address does not concern it */
  private async countOrPause(
    keys: AttemptKeys,
    known: boolean,
    check: SolvedCheck | undefined,
  ): Promise<Pause | undefined> {
    const now = this.clock.now();
    const judge = ({ bySubject, byClient }: Attempts): Pause | undefined =>
      longestOf([pauseAfter(bySubject, perLoginId, now), known ? undefined : pauseAfter(byClient, perClient, now)]);
    const attempt = { kind: 'sign-in', keys, since: windowStart(perLoginId, now), now, check } as const;
    return this.databases.inRequest((tx) => countAttempt(tx, attempt, judge));
  }

  /** @returns the epoch of the person's sessions */
  private async noteSignIn({ id, passwordHash }: Person, keys: AttemptKeys, password: string): Promise<number> {
    const renewed = passwordHash !== undefined && isOutdated(passwordHash) ? await hashPassword(password) : undefined;
    const now = this.clock.now();
    return this.databases.inRequest(async (tx) => {
      await clearAttempts(tx, 'sign-in', keys);
      const person = await lockPerson(tx, id);
      // The account was suspended or its password reset meanwhile.
      const unchanged = person !== undefined && maySignIn(person) && person.passwordHash === passwordHash;
      if (!unchanged) throw problems.signInRefused();
      await savePerson(tx, { ...withSignIn(person, now), ...(renewed && { passwordHash: renewed }) });
      await audit(tx, { actor: id, action: 'person.signed-in', subject: id });
      return person.sessionsEpoch ?? 0;
    });
  }
}
