/**
 * When mails are tried again, and how often the queue is looked at. What an operator may change is in the settings;
 * docs/operating.md has all of it in one table.
 */
import { z } from 'zod';
import type { AllowancePolicy } from './queue/domain/allowance.js';
import type { BreakerPolicy } from './queue/domain/breaker.js';
import type { GatePolicy } from './queue/domain/gates.js';
import type { RetryPolicy } from './queue/domain/retry.js';

const second = 1_000;
const milliseconds = (least: number, most: number, usual: number) =>
  z.coerce.number().int().min(least).max(most).default(usual);

export const retrySettings = {
  /** Milliseconds before the second attempt. */
  MAIL_RETRY_FIRST_MS: milliseconds(10, 3_600 * second, 15 * second),
  /** Milliseconds; no wait between two attempts is longer. */
  MAIL_RETRY_LONGEST_MS: milliseconds(10, 86_400 * second, 3_600 * second),
  /** Milliseconds; the longest pause between two looks at the queue. */
  MAIL_POLL_MS: milliseconds(5, 60 * second, 500),
};

/** How the server and recipients that refuse for now are tried again. */
export function trafficPolicy({ first, longest }: RetryPolicy): {
  readonly breaker: BreakerPolicy;
  readonly gates: GatePolicy;
  readonly allowance: AllowancePolicy;
} {
  const upTo = (most: number): number => Math.min(most, longest);
  return {
    breaker: {
      // A greeting is cheap: a server that comes back is noticed within half a minute.
      greeting: { first: Math.min(second, first), longest: upTo(30 * second) },
      // One mail, while the server refuses all.
      mail: { first, longest: upTo(300 * second) },
    },
    gates: { longestOfAddress: upTo(60 * second), domain: { first, longest: upTo(300 * second) } },
    allowance: {
      firstRaise: 2 * second,
      longestRaise: 600 * second,
      firstPause: Math.min(second, first),
      longestPause: upTo(30 * second),
    },
  };
}

/** Milliseconds without a mail after which a greeting checks the server, for readiness. */
export const greetAfterSilence = 15_000;

/** Milliseconds after the queue could not be read, and after outcomes could not be written. */
export const afterUnreadQueue = 1_000;
export const afterUnwrittenOutcomes = 500;
