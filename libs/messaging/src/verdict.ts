import { isUnavailable } from '@todoke/database';
import { describeError, Problem } from '@todoke/service';
import { PrerequisiteMissing } from './prerequisite-missing.js';

/** What becomes of a message after its reaction failed. */
export type Verdict =
  | { readonly kind: 'redeliver'; readonly delay: number; readonly code: string }
  | { readonly kind: 'dead-letter'; readonly code: string };

const second = 1_000;
/** Delays in milliseconds by number of deliveries; the last one goes on. */
const backOff = [0.2, 0.5, 1, 2, 5, 10, 30, 60].map((seconds) => seconds * second);
/** An unexplained failure is tried this often before it is dead-lettered (over about five minutes). */
const patienceWithErrors = 12;
/** A prerequisite may come only when a neighbour's outage of a day is over. */
const patienceWithPrerequisites = 1_500;
/** An outage of the service's own database of a day is no fault of an event; when it is over, none waits long. */
const patienceWithDatabase = 17_000;
const longestWaitForDatabase = 5 * second;

const delayAfter = (deliveries: number): number => backOff[Math.min(deliveries, backOff.length) - 1] ?? second;

/**
 * One poison message delays nobody: what cannot succeed is dead-lettered at once, what may is redelivered with a
 * growing delay, and what keeps failing is dead-lettered in the end.
 * @param deliveries how often the message was delivered, this time included
 */
export function judge(error: unknown, deliveries: number): Verdict {
  const redeliver = (code: string): Verdict => ({ kind: 'redeliver', delay: delayAfter(deliveries), code });
  if (error instanceof PrerequisiteMissing) {
    return deliveries < patienceWithPrerequisites ? redeliver('prerequisite-missing') : { kind: 'dead-letter', code: 'prerequisite-missing' };
  }
  if (error instanceof Problem) {
    const passes = error.kind === 'unavailable' || error.kind === 'throttled';
    return passes ? redeliver(error.code) : { kind: 'dead-letter', code: error.code };
  }
  if (error instanceof MalformedEvent) return { kind: 'dead-letter', code: 'malformed-event' };
  if (error instanceof Unheard) return { kind: 'dead-letter', code: unheard };
  if (isUnavailable(error) && deliveries < patienceWithDatabase) {
    return { kind: 'redeliver', delay: Math.min(delayAfter(deliveries), longestWaitForDatabase), code: 'database-unavailable' };
  }
  const { type, code } = describeError(error);
  const name = code === undefined ? type : `${type}:${code}`;
  return deliveries < patienceWithErrors ? redeliver(name) : { kind: 'dead-letter', code: name };
}

/** Code of a dead letter that waits for a release which hears it. */
export const unheard = 'unheard';

/** A consumer asks for what every release of its service hears; this one has no reaction to it, another may. */
export class Unheard extends Error {
  override readonly name = 'Unheard';
}

/** The payload is no event of its subject. */
export class MalformedEvent extends Error {
  override readonly name = 'MalformedEvent';
}
