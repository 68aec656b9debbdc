import { isUnavailable } from '@todoke/database';
import { describeError, Problem } from '@todoke/service';

/** What happens to a message after its reaction failed. */
export type Verdict =
  | { readonly kind: 'redeliver'; readonly delay: number; readonly code: string }
  | { readonly kind: 'dead-letter'; readonly code: string };

const second = 1_000;
/** Back-off: delays in milliseconds by number of deliveries. The last one repeats. */
const backOff = [0.2, 0.5, 1, 2, 5, 10, 30, 60].map((seconds) => seconds * second);
/** Deliveries after which an unexplained failure is dead-lettered (about five minutes). */
const patienceWithErrors = 12;
/** Deliveries for a missing prerequisite: it may come only after a neighbour's outage of a day. */
const patienceWithPrerequisites = 1_500;
/**
 * Deliveries while the service's own database is unavailable, for a day: no event is at fault, and none waits long
 * afterwards.
 */
const patienceWithDatabase = 17_000;
const longestWaitForDatabase = 5 * second;

const delayAfter = (deliveries: number): number => backOff[Math.min(deliveries, backOff.length) - 1] ?? second;

/**
 * Decides about an event whose reaction failed, so that a poison event delays no other. What cannot succeed is
 * dead-lettered at once. What may succeed is redelivered with back-off, and dead-lettered if it keeps failing.
 * @param deliveries how often the message was delivered, this time included
 */
export function judge(error: unknown, deliveries: number): Verdict {
  const redeliver = (code: string): Verdict => ({ kind: 'redeliver', delay: delayAfter(deliveries), code });
  if (error instanceof PrerequisiteMissing) {
    return deliveries < patienceWithPrerequisites
      ? redeliver('prerequisite-missing')
      : { kind: 'dead-letter', code: 'prerequisite-missing' };
  }
  if (error instanceof Problem) {
    const passes = error.kind === 'unavailable' || error.kind === 'throttled';
    return passes ? redeliver(error.code) : { kind: 'dead-letter', code: error.code };
  }
  if (error instanceof MalformedEvent) return { kind: 'dead-letter', code: 'malformed-event' };
  if (error instanceof Unheard) return { kind: 'dead-letter', code: unheard };
  if (isUnavailable(error) && deliveries < patienceWithDatabase) {
    return {
      kind: 'redeliver',
      delay: Math.min(delayAfter(deliveries), longestWaitForDatabase),
      code: 'database-unavailable',
    };
  }
  const { type, code } = describeError(error);
  const name = code === undefined ? type : `${type}:${code}`;
  return deliveries < patienceWithErrors ? redeliver(name) : { kind: 'dead-letter', code: name };
}

/**
 * The event came before the one that it builds on (out-of-order delivery). It is redelivered, and that is no error.
 * `reason` is for operators, without personal data.
 */
export class PrerequisiteMissing extends Error {
  override readonly name = 'PrerequisiteMissing';

  constructor(readonly reason: string) {
    super(reason);
  }
}

export const prerequisiteMissing = (reason: string): PrerequisiteMissing => new PrerequisiteMissing(reason);

/** Code of a dead letter that waits for a release which hears the event. */
export const unheard = 'unheard';

/**
 * This release has no row for the event; another release may have one, since a consumer delivers what every release of
 * its service hears.
 */
export class Unheard extends Error {
  override readonly name = 'Unheard';
}

/** The payload is no event of its subject. */
export class MalformedEvent extends Error {
  override readonly name = 'MalformedEvent';
}
