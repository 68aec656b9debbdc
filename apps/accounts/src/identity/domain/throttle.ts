/**
 * Rate limit of attempts. Failures are counted in a sliding window, so that nothing stays locked for ever. Whether a
 * login ID exists makes no difference, so that a wait reveals nothing.
 */
export interface Limit {
  /** Number of failures without a wait. */
  readonly free: number;
  readonly windowMinutes: number;
  /** The pause after the last free failure; doubled with each further one, never longer than the window. */
  readonly firstPauseSeconds: number;
}

/**
 * 5 failures a login ID, from wherever they come but the browsers that it signed in from before; 5 for each of those.
 */
export const perLoginId: Limit = { free: 5, windowMinutes: 15, firstPauseSeconds: 60 };

/**
 * 30 different login IDs that failed from one client address: a prefecture or a group of clinics goes out through one
 * address, and its people must not stop each other; who tries passwords on many login IDs is slowed down all the same.
 */
export const perClient: Limit = { free: 30, windowMinutes: 15, firstPauseSeconds: 60 };

/** Requests for a reset link: 3 mails an hour for one login ID, 10 login IDs an hour from one client address. */
export const resetPerLoginId: Limit = { free: 3, windowMinutes: 60, firstPauseSeconds: 3600 };
export const resetPerClient: Limit = { free: 10, windowMinutes: 60, firstPauseSeconds: 3600 };

export const windowStart = (limit: Limit, now: Date): Date => new Date(now.getTime() - limit.windowMinutes * 60_000);

/**
 * @param failures their instants within the window, in any order
 * @returns the instant from which the next attempt is allowed, or undefined if it is allowed now
 */
export function pausedUntil(failures: readonly Date[], limit: Limit, now: Date): Date | undefined {
  const since = windowStart(limit, now).getTime();
  const counted = failures.map((failure) => failure.getTime()).filter((failure) => failure > since);
  const excess = counted.length - limit.free;
  if (excess < 0) return undefined;
  const pause = Math.min(limit.firstPauseSeconds * 2 ** excess, limit.windowMinutes * 60) * 1000;
  const until = new Date(Math.max(...counted) + pause);
  return until > now ? until : undefined;
}
