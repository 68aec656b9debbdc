import { audit } from '@todoke/database';
import { passwordResetRequested } from '@todoke/events';
import { announce, seal } from '@todoke/messaging';
import type { Transaction } from '../../persistence/databases.js';
import { mayReset, type Person } from '../domain/person.js';
import { pausedUntil, resetPerClient, resetPerLoginId, windowStart } from '../domain/throttle.js';
import { countAttempt, type Attempts } from '../persistence/attempts.js';
import { mintLink } from '../persistence/password-links.js';
import { findByLoginId } from '../persistence/people.js';
import type { IdentityTools } from '../tools.js';

/** Milliseconds: longer than everything that a known login ID causes. */
const sameTimeForAll = 250;

/**
 * Requests a reset link by login ID (R131). The response is the same, and takes the same time, whether the login ID is
 * known or not and throttled or not. The link goes to the registered address only.
 */
export async function requestReset(tools: IdentityTools, loginId: string, client: string): Promise<void> {
  const answer = new Promise((resolve) => setTimeout(resolve, sameTimeForAll));
  const work = ask(tools, loginId, client);
  await Promise.all([work, answer]);
}

async function ask(tools: IdentityTools, loginId: string, client: string): Promise<void> {
  const now = tools.clock.now();
  const keys = tools.attempts.keys(loginId, client);
  const judge = ({ bySubject, byClient }: Attempts): true | undefined =>
    (pausedUntil(bySubject, resetPerLoginId, now) ?? pausedUntil(byClient, resetPerClient, now)) && true;
  const since = windowStart(resetPerLoginId, now);
  await tools.databases.app.$transaction(async (tx) => {
    if (await countAttempt(tx, 'reset', keys, since, now, judge)) {
      tools.logger.info('reset requests throttled');
      return;
    }
    const person = await findByLoginId(tx, loginId);
    if (person !== undefined && mayReset(person)) await announceReset(tools, tx, person, now);
  });
}

async function announceReset(tools: IdentityTools, tx: Transaction, person: Person, now: Date): Promise<void> {
  const [address] = person.addresses;
  if (address === undefined) return;
  const { id, token, expiresAt = now } = await mintLink(tx, person.id, 'reset', now);
  await audit(tx, { actor: 'unknown', action: 'password.reset-requested', subject: person.id, at: now });
  await announce(tx, passwordResetRequested, {
    id,
    version: 1,
    occurredAt: now,
    data: {
      request: id,
      loginId: person.loginId,
      address,
      sealedToken: await seal(tools.sealingKeys, token),
      expiresAt: expiresAt.toISOString(),
    },
  });
}
