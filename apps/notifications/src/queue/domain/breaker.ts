import type { Handover } from './mail.js';
import { retryAt, type RetryPolicy } from './retry.js';

/**
 * A circuit breaker before the SMTP server. While it is open every mail waits, and only a greeting is
 * tried from time to time, so that an unavailable server costs no mail an attempt.
 */
export type Breaker =
  | { readonly state: 'closed'; readonly silences: number; readonly openings: number }
  | { readonly state: 'open'; readonly openings: number; readonly since: Date; readonly tryAt: Date };

export const closed: Breaker = { state: 'closed', silences: 0, openings: 0 };

/** One timeout may be that mail's fault; so many in a row are the server's, and the breaker opens. */
const silencesThatOpen = 3;

/** The breaker after an attempt to hand a mail over. */
export function afterHandover(
  breaker: Breaker,
  handover: Handover,
  policy: RetryPolicy,
  now: Date,
  chance: number,
): Breaker {
  switch (handover.kind) {
    case 'accepted':
    case 'refused':
    case 'deferred':
      return closed;
    case 'unavailable':
      return open(breaker, policy, now, chance);
    case 'stuck':
    case 'cut-off': {
      if (breaker.state === 'open') return breaker;
      const silences = breaker.silences + 1;
      return silences >= silencesThatOpen ? open(breaker, policy, now, chance) : { ...breaker, silences };
    }
    case 'unreadable':
    case 'too-late':
      return breaker;
  }
}

/**
 * The breaker after a greeting was tried. The count of openings stays until a mail is accepted or refused: a
 * server that greets but accepts nothing is tried less and less often.
 */
export function afterGreeting(
  breaker: Breaker,
  answered: boolean,
  policy: RetryPolicy,
  now: Date,
  chance: number,
): Breaker {
  if (answered) return { state: 'closed', silences: 0, openings: breaker.openings };
  const openings = breaker.openings + 1;
  const since = breaker.state === 'open' ? breaker.since : now;
  return { state: 'open', openings, since, tryAt: retryAt(openings, policy, now, chance) };
}

/** Several mails fail together when a server fails: the first opens the breaker, the others change nothing. */
function open(breaker: Breaker, policy: RetryPolicy, now: Date, chance: number): Breaker {
  if (breaker.state === 'open') return breaker;
  const openings = breaker.openings + 1;
  return { state: 'open', openings, since: now, tryAt: retryAt(openings, policy, now, chance) };
}
