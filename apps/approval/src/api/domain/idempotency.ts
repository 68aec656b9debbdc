/**
 * Idempotency-Key (IETF draft): the answer to a request under a key is kept, and given again to whoever repeats it. A
 * key belongs to its client and to what was sent under it first.
 */

/** Hours for which a key is kept. */
export const hoursOfKey = 24;

/** Milliseconds after which another request may go on with what one under the same key has begun and not ended. */
export const lease = 60_000;

/** Before this instant a key was sent first that may be used anew. */
export const keysExpired = (now: Date): Date => new Date(now.getTime() - hoursOfKey * 3_600_000);

/**
 * A key as the header has it: 1 to 255 visible ASCII characters, with or without quotes around it.
 * @returns undefined where there is none, or none of this form
 */
export function readKey(header: unknown): string | undefined {
  if (typeof header !== 'string') return undefined;
  const key = /^"(.*)"$/.exec(header.trim())?.[1] ?? header.trim();
  return /^[!-~]{1,255}$/.test(key) ? key : undefined;
}
