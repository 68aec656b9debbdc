/** Waits before an attempt is made again; its numbers are in retry-policy.ts of the service. */
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
