import { isGone, isTaken } from './delivery.js';
import type { WebhookEvent } from './facts.js';
import { earlierSecretFor, givenUpAddressAfter } from './retry-policy.js';

/** Why nothing is sent to an address: it took nothing for days, it said that it is gone, or its owner wished so. */
export type StopReason = 'failing' | 'gone' | 'wished';

/** An address of a prefecture's system. */
export interface Endpoint {
  readonly id: string;
  readonly prefecture: string;
  readonly url: string;
  readonly events: readonly WebhookEvent[];
  /** Encrypted. */
  readonly secret: string;
  /** Counts its secrets, from 1 on. */
  readonly secretNumber: number;
  /** The secret before, with which deliveries are signed as well until the system has the new one. */
  readonly earlier?: { readonly secret: string; readonly until: Date };
  readonly createdAt: Date;
  readonly failingSince?: Date;
  readonly stopped?: { readonly at: Date; readonly why: StopReason };
}

/** Addresses that one prefecture may register. */
export const mostEndpoints = 10;

/** What a change leaves; undefined where there is nothing to change, so that a second click changes nothing. */
type Changed = Endpoint | undefined;

/** @param seen number of the secret that the page showed */
export function withNewSecret(endpoint: Endpoint, secret: string, seen: number, now: Date): Changed {
  if (endpoint.secretNumber !== seen) return undefined;
  const until = new Date(now.getTime() + earlierSecretFor);
  return { ...endpoint, secret, secretNumber: seen + 1, earlier: { secret: endpoint.secret, until } };
}

export const stop = (endpoint: Endpoint, why: StopReason, now: Date): Changed =>
  endpoint.stopped === undefined ? { ...endpoint, stopped: { at: now, why } } : undefined;

/** What waits is sent again from now on, and failures are counted anew. */
export function resume({ stopped, failingSince: _, ...endpoint }: Endpoint): Changed {
  return stopped === undefined ? undefined : endpoint;
}

/** After an attempt: whoever takes something works again, whoever is gone or takes nothing for days is stopped. */
export function afterAnswer(endpoint: Endpoint, answer: { readonly status?: number }, now: Date): Changed {
  const { failingSince = now, ...working } = endpoint;
  if (isTaken(answer)) return endpoint.failingSince === undefined ? undefined : working;
  const failing = { ...endpoint, failingSince };
  if (isGone(answer)) return stop(failing, 'gone', now);
  if (now.getTime() - failingSince.getTime() >= givenUpAddressAfter) return stop(failing, 'failing', now);
  return endpoint.failingSince === undefined ? failing : undefined;
}
