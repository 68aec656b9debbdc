/**
 * Rate limit of attempts. Failures are counted in a sliding window, so that nothing stays locked for ever. A pause is
 * never a refusal for all behind an address: time ends it, and so does a robot check. Whether a login ID exists makes
 * no difference, so that a pause reveals nothing.
 */
export interface Limit {
  /** Number of failures without a pause. */
  readonly free: number;
  readonly windowMinutes: number;
  /** The pause after the last free failure; doubled with each further one, never longer than the window. */
  readonly firstPauseSeconds: number;
  /** Number of failures up to which a robot check ends the pause at once. After that only time does. */
  readonly withCheck: number;
}

/**
 * 5 failures a login ID, from wherever they come but the browsers that it signed in from before; 5 for each of those.
 * 15 more with robot checks, each harder than the last: guesses at one password stay few whoever computes
 * (NIST SP 800-63B, 3.2.2: at most 100 for an account).
 */
export const perLoginId: Limit = { free: 5, windowMinutes: 15, firstPauseSeconds: 60, withCheck: 20 };

/**
 * 30 different login IDs that failed from one client address. A prefecture or a group of clinics goes out through one
 * address, and its people must not stop each other: browsers from which the login ID signed in before are not
 * concerned, and all others go on with a robot check. Who tries passwords on many login IDs computes for each.
 */
export const perClient: Limit = { free: 30, windowMinutes: 15, firstPauseSeconds: 60, withCheck: Infinity };

/**
 * Requests for a reset link: 3 mails an hour for one login ID, since nobody's letter box may be flooded; 10 login IDs
 * an hour from one client address, and any number with robot checks.
 */
export const resetPerLoginId: Limit = { free: 3, windowMinutes: 60, firstPauseSeconds: 3600, withCheck: 0 };
export const resetPerClient: Limit = { free: 10, windowMinutes: 60, firstPauseSeconds: 3600, withCheck: Infinity };

/**
 * Wrong secrets of one API client from one network. Beyond that they are refused with the time to wait. The right
 * secret is always accepted: nobody guesses 190 random bits, and who knows a client's id must not stop its system.
 */
export const perApiClient: Limit = { free: 10, windowMinutes: 15, firstPauseSeconds: 60, withCheck: 0 };

export const windowStart = (limit: Limit, now: Date): Date => new Date(now.getTime() - limit.windowMinutes * 60_000);

export interface Pause {
  /** The instant from which the next attempt is allowed. */
  readonly until: Date;
  /** How hard a robot check has to be that ends the pause at once; undefined: none does. */
  readonly checkLevel?: number;
}

/**
 * @param failures their instants within the window, in any order
 * @returns the pause that holds now, or undefined if the next attempt is allowed
 */
export function pauseAfter(failures: readonly Date[], limit: Limit, now: Date): Pause | undefined {
  const since = windowStart(limit, now).getTime();
  const counted = failures.map((failure) => failure.getTime()).filter((failure) => failure > since);
  const excess = counted.length - limit.free;
  if (excess < 0) return undefined;
  const pause = Math.min(limit.firstPauseSeconds * 2 ** excess, limit.windowMinutes * 60) * 1000;
  const until = new Date(Math.max(...counted) + pause);
  if (until <= now) return undefined;
  return { until, ...(counted.length < limit.withCheck && { checkLevel: levelAt(counted.length, limit) }) };
}

/** Of the checks here: a quarter of a minute on a telephone. */
const hardest = 4;

/** Where few failures are allowed, each makes the next check harder; where many, each doubling of them does. */
const levelAt = (failures: number, { free, withCheck }: Limit): number =>
  Math.min(hardest, withCheck === Infinity ? Math.floor(Math.log2(failures / free)) : failures - free);

/** The pause of an attempt that several limits concern: it ends when all have ended. */
export function longestOf(pauses: readonly (Pause | undefined)[]): Pause | undefined {
  const holding = pauses.filter((pause) => pause !== undefined);
  if (holding.length === 0) return undefined;
  const until = new Date(Math.max(...holding.map((pause) => pause.until.getTime())));
  const levels = holding.map(({ checkLevel }) => checkLevel);
  const passable = levels.every((level) => level !== undefined);
  return { until, ...(passable && { checkLevel: Math.max(...levels) }) };
}

export const isPassedBy = ({ checkLevel }: Pause, solved: { readonly level: number } | undefined): boolean =>
  checkLevel !== undefined && solved !== undefined && solved.level >= checkLevel;
