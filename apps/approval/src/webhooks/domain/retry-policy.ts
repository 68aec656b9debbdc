/** When a delivery of a webhook is tried again; docs/operating.md has all such times in one table. */

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** Pauses after the 1st, 2nd … failed attempt, together three days. The attempt after the last one is the last. */
const pauses = [5 * second, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 14 * hour, 20 * hour, 24 * hour];

/** An address may ask for a later attempt (Retry-After), no later than that. */
const longestWish = day;

/**
 * @param attempts how many have failed, this one included
 * @param wished milliseconds that the address asked to wait
 * @returns milliseconds until the next attempt; undefined where the delivery is given up
 */
export function pauseAfter(attempts: number, wished = 0): number | undefined {
  const pause = pauses[attempts - 1];
  return pause === undefined ? undefined : Math.max(pause, Math.min(wished, longestWish));
}

/** An address that has taken nothing for so long is sent nothing more, until its owner resumes it. */
export const givenUpAddressAfter = 5 * day;

/** So long deliveries are signed with the secret before as well. */
export const earlierSecretFor = day;

/** Pause between two looks at what is due. */
export const deliverEvery = second;

/** An attempt that was not answered by then has failed. */
export const answerWithin = 10 * second;

/** So long a delivery belongs to the process that sends it: longer than an attempt. */
export const lease = minute;

/** Deliveries stay in the log for so long. */
export const loggedFor = 90 * day;
