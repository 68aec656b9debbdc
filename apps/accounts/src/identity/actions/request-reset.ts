import { Inject, Injectable } from '@nestjs/common';
import { audit } from '@todoke/database';
import { passwordResetRequested } from '@todoke/events';
import { announce, seal } from '@todoke/messaging';
import { CLOCK, type Clock, SETTINGS } from '@todoke/service';
import type { SolvedCheck } from '@todoke/web';
import type { Config } from '../../config.js';
import { Databases, type Transaction } from '../../persistence/databases.js';
import { AttemptHasher } from '../credentials/attempt-hasher.js';
import { KnownBrowsers } from '../credentials/known-browsers.js';
import { mayReset, type Person } from '../domain/person.js';
import { longestOf, type Pause, pauseAfter, resetPerClient, resetPerLoginId, windowStart } from '../domain/throttle.js';
import { countAttempt, type Attempts } from '../persistence/attempts.js';
import { mintLink } from '../persistence/password-links.js';
import { findByLoginId } from '../persistence/people.js';

/** Milliseconds: longer than everything that a known login ID causes. */
const sameTimeForAll = 250;

export interface ResetRequest {
  readonly loginId: string;
  /** Network of the browser. */
  readonly client: string;
  /** The known-browser cookie of an earlier sign-in. */
  readonly browserCookie: string | undefined;
  /** The robot check that came with it. */
  readonly check: SolvedCheck | undefined;
}

/**
 * Requests a reset link by login ID (R131). The response is the same, and takes the same time, whether the login ID is
 * known or not, and so is the pause after too many requests. The link goes to the registered address only.
 */
@Injectable()
export class RequestReset {
  constructor(
    private readonly databases: Databases,
    private readonly attempts: AttemptHasher,
    private readonly browsers: KnownBrowsers,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Config,
  ) {}

  /** @returns the pause for which it was refused */
  async run(request: ResetRequest): Promise<Pause | undefined> {
    const answer = new Promise((resolve) => setTimeout(resolve, sameTimeForAll));
    const [pause] = await Promise.all([this.request(request), answer]);
    return pause;
  }

  private async request({ loginId, client, browserCookie, check }: ResetRequest): Promise<Pause | undefined> {
    const now = this.clock.now();
    const keys = this.attempts.keys(loginId, client);
    const known = this.browsers.nameFor(loginId, browserCookie) !== undefined;
    const judge = ({ bySubject, byClient }: Attempts): Pause | undefined =>
      longestOf([
        pauseAfter(bySubject, resetPerLoginId, now),
        known ? undefined : pauseAfter(byClient, resetPerClient, now),
      ]);
    const attempt = { kind: 'reset', keys, since: windowStart(resetPerLoginId, now), now, check } as const;
    return this.databases.inRequest(async (tx) => {
      const pause = await countAttempt(tx, attempt, judge);
      if (pause !== undefined) return pause;
      const person = await findByLoginId(tx, loginId);
      if (person !== undefined && mayReset(person)) await this.announceReset(tx, person, now);
      return undefined;
    });
  }

  private async announceReset(tx: Transaction, person: Person, now: Date): Promise<void> {
    const [address] = person.addresses;
    if (address === undefined) return;
    const { id, token, expiresAt = now } = await mintLink(tx, person.id, 'reset', now);
    await audit(tx, { actor: 'unknown', action: 'password.reset-requested', subject: person.id });
    await announce(tx, passwordResetRequested, {
      id,
      version: 1,
      occurredAt: now,
      data: {
        request: id,
        loginId: person.loginId,
        address,
        sealedToken: await seal(this.settings.SEALING_PUBLIC_KEYS, token),
        expiresAt: expiresAt.toISOString(),
      },
    });
  }
}
