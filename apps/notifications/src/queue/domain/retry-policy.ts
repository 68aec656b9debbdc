/**
 * When mails are tried again. First and longest wait are settings (`MAIL_RETRY_FIRST_MS`, `MAIL_RETRY_LONGEST_MS`), as
 * is the longest pause between two looks at the queue (`MAIL_POLL_MS`); docs/operating.md has all of it in one table.
 */
export interface RetryPolicy {
  /** Milliseconds before the second attempt; each further wait is four times as long. */
  readonly first: number;
  /** No wait is longer than this. */
  readonly longest: number;
}

/**
 * When to try again after so many attempts (RFC 5321 4.5.4.1: soon first, then less often), with a jitter of a fifth,
 * so that a backlog does not come back all at once.
 */
export function retryAt(attempts: number, policy: RetryPolicy, now: Date, chance: number): Date {
  const wait = Math.min(policy.first * 4 ** Math.max(attempts - 1, 0), policy.longest);
  return new Date(now.getTime() + wait * (0.8 + 0.4 * chance));
}

/** A greeting is cheap: a server that comes back is noticed within half a minute. */
export const greetingPolicy = ({ first, longest }: RetryPolicy): RetryPolicy => ({
  first: Math.min(1_000, first),
  longest: Math.min(30_000, longest),
});

/** One timeout may be that mail's fault; so many in a row are the server's, and the breaker opens. */
export const silencesThatOpen = 3;

/** Milliseconds without a mail after which a greeting checks the server, for readiness. */
export const greetAfterSilence = 15_000;

/** Milliseconds between polls of the queue after there was something; each further wait is twice as long. */
export const firstLook = 10;

/** Milliseconds after the queue could not be read, and after outcomes could not be written. */
export const afterUnreadQueue = 1_000;
export const afterUnwrittenOutcomes = 500;
