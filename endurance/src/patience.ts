/**
 * How long a whole day's work may take to come to its end, in milliseconds: so long that only what hangs exceeds it.
 */
export const dayLong = 20 * 60_000;
