/**
 * When messaging tries again, and when it gives up. All in milliseconds unless a name says otherwise.
 * What an operator may change is in `retrySettings`; docs/operating.md has all of them in one table.
 */
import { z } from 'zod';

export interface RetrySettings {
  /** The longest wait before an event is delivered again. */
  readonly longestWait: number;
  /** Deliveries after which an unexplained failure is dead-lettered. */
  readonly deliveries: number;
  /** Pause between two looks at the outbox without a notification, which can be lost with a connection. */
  readonly outboxPoll: number;
  /** How long an answer of another service may take. */
  readonly answeredWithin: number;
}

const second = 1_000;

/** About five minutes until an unexplained failure is dead-lettered. */
export const usualRetries: RetrySettings = {
  longestWait: 60 * second,
  deliveries: 12,
  outboxPoll: second,
  answeredWithin: 5 * second,
};

const count = (least: number, most: number, usual: number) =>
  z.coerce.number().int().min(least).max(most).default(usual);

/** Settings of every service that hears or announces events. */
export const retrySettings = {
  /** The longest wait before an event whose reaction failed is delivered again. */
  EVENT_RETRY_LONGEST_MS: count(5 * second, 3_600 * second, usualRetries.longestWait),
  /** Deliveries, the first included, after which an event with an unexplained failure is dead-lettered. */
  EVENT_RETRY_DELIVERIES: count(1, 1_500, usualRetries.deliveries),
  /** Pause between two looks at the outbox, whose notifications can be lost. */
  OUTBOX_POLL_MS: count(100, 60 * second, usualRetries.outboxPoll),
  /** How long the answer of another service to a question may take, after which a person is told to try again. */
  ANSWERED_WITHIN_MS: count(100, 30 * second, usualRetries.answeredWithin),
};

/** Waits by number of deliveries. The last one repeats. */
const backOff = [0.2, 0.5, 1, 2, 5, 10, 30, 60].map((seconds) => seconds * second);

export const waitAfter = (deliveries: number, { longestWait }: RetrySettings): number =>
  Math.min(backOff[Math.min(deliveries, backOff.length) - 1] ?? second, longestWait);

const day = 24 * 3_600 * second;

/** Deliveries for a missing prerequisite: it may come only after a neighbour's outage of a day. */
export const deliveriesWithoutPrerequisite = ({ longestWait }: RetrySettings): number =>
  Math.ceil(day / longestWait) + 60;

/**
 * Deliveries while the service's own database is unavailable, for a day: no event is at fault, and none waits long
 * afterwards.
 */
export const deliveriesWithoutDatabase = 17_000;
export const longestWaitForDatabase = 5 * second;

/** A dead letter that could not be written: its event is delivered again after so long. */
export const afterUnwrittenLetter = second;

/** JetStream delivers again what was not acknowledged for so many seconds; it never stops by itself. */
export const acknowledgedWithinSeconds = 30;
export const endlessDeliveries = -1;

/** A pause after a consumer or the outbox relay has failed. */
export const afterFailure = second;

/** Between two tries of a relay on standby to become the active one. */
export const standbyPoll = second;

/** Between two looks at dead letters that an operator wants to be tried again. */
export const deadLetterPoll = 2 * second;

/** NATS: it reconnects without limit, and a request fails after so long. */
export const nats = { connectWithin: 5 * second, answersWithin: 5 * second, reconnectAfter: second / 2 } as const;

/** A consumer without a heartbeat for twice so long begins again. */
export const heartbeat = 5 * second;

/** The connection of the outbox relay. */
export const connectWithin = 5 * second;

/** A stream is created again while the server is still removing the old one. */
export const recreate = { times: 20, after: second / 4 } as const;
