import type { Handover, HeldCause } from './mail.js';
import { retryAt, type RetryPolicy } from './retry.js';

/**
 * A circuit breaker before the SMTP server. While it is open every mail waits. Of a server that is unavailable, or that
 * refuses our login, a greeting is tried from time to time, which costs no mail an attempt; of a server that refuses
 * our mails one mail is, since no greeting can tell whether it takes them again.
 */
export type Breaker = ClosedBreaker | OpenBreaker;

interface ClosedBreaker {
  readonly state: 'closed';
  readonly silences: number;
  readonly openings: number;
}

interface OpenBreaker {
  readonly state: 'open';
  readonly openings: number;
  readonly since: Date;
  readonly tryAt: Date;
  /** What is tried then. */
  readonly probe: 'greeting' | 'mail';
  /** Why the server refuses us; undefined: it is unavailable. */
  readonly cause?: HeldCause;
}

export const closed: Breaker = { state: 'closed', silences: 0, openings: 0 };

/** One timeout may be that mail's fault; so many in a row are the server's, and the breaker opens. */
const silencesThatOpen = 3;

/** Milliseconds between two tries. */
export interface BreakerPolicy {
  readonly greeting: RetryPolicy;
  /** Of one mail, while the server refuses all. */
  readonly mail: RetryPolicy;
}

/**
 * The breaker after an attempt to hand a mail over.
 * @param everybody whether a mail that is held shows that all are
 */
export function afterHandover(
  breaker: Breaker,
  handover: Handover,
  policy: BreakerPolicy,
  now: Date,
  chance: number,
  everybody = handover.kind === 'held' && handover.said !== 'recipient',
): Breaker {
  switch (handover.kind) {
    case 'accepted':
      return closed;
    case 'refused':
    case 'deferred':
      return refusesMails(breaker) ? breaker : closed;
    case 'held':
      return everybody ? hold(breaker, handover, policy, now, chance) : refusesMails(breaker) ? breaker : closed;
    case 'unavailable':
      return open(breaker, policy.greeting, now, chance);
    case 'stuck':
    case 'cut-off': {
      if (breaker.state === 'open') return breaker;
      const silences = breaker.silences + 1;
      return silences >= silencesThatOpen ? open(breaker, policy.greeting, now, chance) : { ...breaker, silences };
    }
    case 'crowded':
    case 'hurried':
    case 'unreadable':
    case 'too-late':
      return breaker;
  }
}

/** One recipient's answer says nothing of whether the server takes mails from us again. */
const refusesMails = (breaker: Breaker): boolean => breaker.state === 'open' && breaker.probe === 'mail';

/** What came of a greeting: answered, nobody there, or why the server refuses us. */
export type Greeting = 'answered' | 'unavailable' | HeldCause;

/**
 * The breaker after a greeting was tried. The count of openings stays until a mail is accepted or refused: a
 * server that greets but accepts nothing is tried less and less often.
 */
export function afterGreeting(
  breaker: Breaker,
  greeting: Greeting,
  { greeting: policy }: BreakerPolicy,
  now: Date,
  chance: number,
): Breaker {
  if (greeting === 'answered') {
    return refusesMails(breaker) ? breaker : { state: 'closed', silences: 0, openings: breaker.openings };
  }
  const openings = breaker.openings + 1;
  const since = breaker.state === 'open' ? breaker.since : now;
  const cause = greeting === 'unavailable' ? {} : { cause: greeting };
  return { state: 'open', openings, since, tryAt: retryAt(openings, policy, now, chance), probe: 'greeting', ...cause };
}

/** Several mails fail together when a server fails: the first opens the breaker, the others change nothing. */
function open(breaker: Breaker, policy: RetryPolicy, now: Date, chance: number): Breaker {
  if (breaker.state === 'open' && breaker.probe === 'greeting') return breaker;
  const openings = breaker.openings + 1;
  return { state: 'open', openings, since: now, tryAt: retryAt(openings, policy, now, chance), probe: 'greeting' };
}

/** The server refuses us. A mail that was tried when it was time, and refused again, makes the next wait longer. */
function hold(
  breaker: Breaker,
  { cause, said }: Extract<Handover, { kind: 'held' }>,
  policy: BreakerPolicy,
  now: Date,
  chance: number,
): Breaker {
  if (breaker.state === 'open' && now < breaker.tryAt) return { ...breaker, cause };
  const openings = breaker.openings + 1;
  const since = breaker.state === 'open' ? breaker.since : now;
  const probe = said === 'greeting' ? 'greeting' : 'mail';
  return { state: 'open', openings, since, cause, probe, tryAt: retryAt(openings, policy[probe], now, chance) };
}
