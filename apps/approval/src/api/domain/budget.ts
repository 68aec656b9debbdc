/** Seconds of the window in which requests are counted. */
const windowSeconds = 60;

/** How far a client is in its present window. */
export interface Budget {
  /** Requests of the window, this one included. */
  readonly used: number;
  readonly endsAt: Date;
}

/** What the header fields of an answer say (IETF draft, RateLimit and RateLimit-Policy). */
export interface Allowance {
  readonly policy: string;
  readonly limit: string;
  /** Seconds until the window ends, at least 1. */
  readonly seconds: number;
  readonly exceeded: boolean;
}

/** @param most requests of one window */
export function allowance({ used, endsAt }: Budget, most: number, now: Date): Allowance {
  const seconds = Math.max(1, Math.ceil((endsAt.getTime() - now.getTime()) / 1_000));
  return {
    policy: `"requests";q=${most};w=${windowSeconds}`,
    limit: `"requests";r=${Math.max(0, most - used)};t=${seconds}`,
    seconds,
    exceeded: used > most,
  };
}

export const windowEnd = (now: Date): Date => new Date(now.getTime() + windowSeconds * 1_000);
