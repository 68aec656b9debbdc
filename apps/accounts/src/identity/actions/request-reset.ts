import { Inject, Injectable } from '@nestjs/common';
import { audit } from '@todoke/database';
import { passwordResetRequested } from '@todoke/events';
import { announce, seal } from '@todoke/messaging';
import { CLOCK, type Clock, LOGGER, type Logger, SETTINGS } from '@todoke/service';
import type { Config } from '../../config.js';
import { Databases, type Transaction } from '../../persistence/databases.js';
import { AttemptHasher } from '../credentials/attempt-hasher.js';
import { mayReset, type Person } from '../domain/person.js';
import { pausedUntil, resetPerClient, resetPerLoginId, windowStart } from '../domain/throttle.js';
import { countAttempt, type Attempts } from '../persistence/attempts.js';
import { mintLink } from '../persistence/password-links.js';
import { findByLoginId } from '../persistence/people.js';

/** Milliseconds: longer than everything that a known login ID causes. */
const sameTimeForAll = 250;

/**
 * Requests a reset link by login ID (R131). The response is the same, and takes the same time, whether the login ID is
 * known or not and throttled or not. The link goes to the registered address only.
 */
@Injectable()
export class RequestReset {
  constructor(
    private readonly databases: Databases,
    private readonly attempts: AttemptHasher,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Config,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** @param client network address of the browser */
  async run(loginId: string, client: string): Promise<void> {
    const answer = new Promise((resolve) => setTimeout(resolve, sameTimeForAll));
    await Promise.all([this.request(loginId, client), answer]);
  }

  private async request(loginId: string, client: string): Promise<void> {
    const now = this.clock.now();
    const keys = this.attempts.keys(loginId, client);
    const judge = ({ bySubject, byClient }: Attempts): true | undefined =>
      (pausedUntil(bySubject, resetPerLoginId, now) ?? pausedUntil(byClient, resetPerClient, now)) && true;
    const since = windowStart(resetPerLoginId, now);
    await this.databases.app.$transaction(async (tx) => {
      if (await countAttempt(tx, 'reset', keys, since, now, judge)) {
        this.logger.info('reset requests throttled');
        return;
      }
      const person = await findByLoginId(tx, loginId);
      if (person !== undefined && mayReset(person)) await this.announceReset(tx, person, now);
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
