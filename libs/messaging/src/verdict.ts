import { isUnavailable } from '@todoke/database';
import { describeError, Problem } from '@todoke/service';
import {
  deliveriesWithoutDatabase,
  deliveriesWithoutPrerequisite,
  longestWaitForDatabase,
  type RetrySettings,
  usualRetries,
  waitAfter,
} from './retry-policy.js';

/** What happens to a message after its reaction failed. */
export type Verdict =
  | { readonly kind: 'redeliver'; readonly delay: number; readonly code: string }
  | { readonly kind: 'dead-letter'; readonly code: string };

/**
 * Decides about an event whose reaction failed, so that a poison event delays no other. What cannot succeed is
 * dead-lettered at once. What may succeed is redelivered with back-off, and dead-lettered if it keeps failing.
 * @param deliveries how often the message was delivered, this time included
 */
export function judge(error: unknown, deliveries: number, retries: RetrySettings = usualRetries): Verdict {
  const delay = waitAfter(deliveries, retries);
  const redeliver = (code: string): Verdict => ({ kind: 'redeliver', delay, code });
  if (error instanceof PrerequisiteMissing) {
    return deliveries < deliveriesWithoutPrerequisite(retries)
      ? redeliver('prerequisite-missing')
      : { kind: 'dead-letter', code: 'prerequisite-missing' };
  }
  if (error instanceof Problem) {
    const passes = error.kind === 'unavailable' || error.kind === 'throttled';
    return passes ? redeliver(error.code) : { kind: 'dead-letter', code: error.code };
  }
  if (error instanceof MalformedEvent) return { kind: 'dead-letter', code: 'malformed-event' };
  if (error instanceof Unheard) return { kind: 'dead-letter', code: unheard };
  if (isUnavailable(error) && deliveries < deliveriesWithoutDatabase) {
    return { kind: 'redeliver', delay: Math.min(delay, longestWaitForDatabase), code: 'database-unavailable' };
  }
  const { type, code } = describeError(error);
  const name = code === undefined ? type : `${type}:${code}`;
  return deliveries < retries.deliveries ? redeliver(name) : { kind: 'dead-letter', code: name };
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
