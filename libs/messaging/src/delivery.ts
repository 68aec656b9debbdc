import type { JsMsg } from '@nats-io/jetstream';
import { type Envelope, findEvent } from '@todoke/events';
import { type Correlation, correlation } from '@todoke/service';
import { MalformedEvent } from './verdict.js';

/** An event that was delivered to this service, or a malformed one, with the trace context of its message. */
export interface Delivered {
  readonly subject: string;
  readonly event: Envelope | MalformedEvent;
  /** W3C Trace Context of the work that announced it. */
  readonly traceparent?: string | undefined;
  /** W3C Trace Context of its correlation root, where that is another trace. */
  readonly traceroot?: string | undefined;
}

/** A message that JetStream delivered to this service, with its answers (ack, nak, term). */
export interface Delivery extends Delivered {
  readonly message: JsMsg;
  readonly answer: Answers;
  readonly payload: string;
  /** The module that it is replayed for. Undefined: every module that hears it. */
  readonly replayedFor?: string | undefined;
}

type Answers = Pick<JsMsg, 'ack' | 'nak' | 'term'>;

/**
 * The lifetime of a consumer. After it, no message is answered: in a recreated stream another event can have the same
 * sequence number.
 */
export interface ConsumerLife {
  over: boolean;
}

/** @param meant subject of the event and the module it is replayed for, where the message comes from a replay stream */
export function readDelivery(
  message: JsMsg,
  life: ConsumerLife,
  meant: { subject: string; replayedFor?: string } = { subject: message.subject },
): Delivery {
  const payload = message.string();
  return {
    message,
    subject: meant.subject,
    replayedFor: meant.replayedFor,
    answer: answersWhile(life, message),
    payload,
    event: isRelayed(message) ? new MalformedEvent('came by another stream') : readEvent(meant.subject, payload),
    traceparent: headerOf(message, 'traceparent'),
    // The release before writes `traceorigin`.
    traceroot: headerOf(message, 'traceroot') ?? headerOf(message, 'traceorigin'),
  };
}

/**
 * The answers of a message while its consumer exists. Without an answer the message is redelivered, and the inbox skips
 * what took effect.
 */
function answersWhile(life: ConsumerLife, message: JsMsg): Answers {
  const unlessOver = (answer: () => void): void => {
    if (!life.over) answer();
  };
  return {
    ack: () => unlessOver(() => message.ack()),
    nak: (delay) => unlessOver(() => message.nak(delay)),
    term: (reason) => unlessOver(() => message.term(reason)),
  };
}

export function readEvent(subject: string, payload: string): Envelope | MalformedEvent {
  const contract = findEvent(subject);
  if (contract === undefined) return new MalformedEvent('unknown subject');
  try {
    return contract.parse(JSON.parse(payload));
  } catch {
    return new MalformedEvent('not an event of its subject');
  }
}

/** The correlation of everything that an event causes. */
export function correlationOf({ event }: Delivered): Correlation {
  if (event instanceof MalformedEvent) return correlation.current();
  return { correlationId: event.correlationId, causationId: event.id };
}

/**
 * Whether the server itself put a message into the stream, from another one (`republish`, `sources`, `mirror`): it sets
 * these headers. Rights at NATS are about subjects that a client publishes to, and do not see what a client has its own
 * stream configured to do.
 */
const isRelayed = (message: JsMsg): boolean =>
  ['Nats-Stream', 'Nats-Stream-Source'].some((name) => headerOf(message, name) !== undefined);

const headerOf = (message: JsMsg, name: string): string | undefined => message.headers?.get(name) || undefined;

/** When the message entered its stream, in milliseconds of the epoch. */
export const announcedAt = (message: JsMsg): number => Number(message.timestampNanos / 1_000_000n);
