/**
 * How long the issuer may take. A failure is not remembered: the next request that needs the issuer tries again, so no
 * pause and no limit is needed. docs/operating.md has all retry policies in one table.
 */

/** Seconds for discovery, keys and tokens. */
export const answersWithinSeconds = 5;

/** Milliseconds for the question whether it answers at all, before a browser is sent there. */
export const repliesWithin = 2_000;
