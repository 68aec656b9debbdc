import type { JsMsg } from '@nats-io/jetstream';
import { type Envelope, findEvent } from '@todoke/events';
import { type Correlation, correlation } from '@todoke/service';
import { MalformedEvent } from './verdict.js';

/** A message that was handed to this service, with how to answer it. */
export interface Delivery {
  readonly message: JsMsg;
  readonly answer: Answers;
  readonly payload: string;
  readonly event: Envelope | MalformedEvent;
}

type Answers = Pick<JsMsg, 'ack' | 'nak' | 'term'>;

/** Over when its consumer may be gone: in a stream that was recreated, another event can have a message's number. */
export interface ConsumerLife {
  over: boolean;
}

export function readDelivery(message: JsMsg, life: ConsumerLife): Delivery {
  const payload = message.string();
  return { message, answer: answersWhile(life, message), payload, event: readEvent(message.subject, payload) };
}

/** What would be answered too late is left out. The message comes again, and the inbox knows what it did. */
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

/** What everything that an event causes belongs to. */
export function correlationOf(event: Envelope | MalformedEvent, message?: JsMsg): Correlation {
  if (event instanceof MalformedEvent) return correlation.current();
  const origin = message && headerOf(message, 'traceorigin');
  return { correlationId: event.correlationId, causationId: event.id, ...(origin === undefined ? {} : { origin }) };
}

/** The trace that the message was announced in, or the one that its story goes back to. */
export const traceOf = (message: JsMsg): string | undefined =>
  headerOf(message, 'traceorigin') ?? headerOf(message, 'traceparent');

export const headerOf = (message: JsMsg, name: string): string | undefined => message.headers?.get(name) || undefined;

/** Milliseconds since 1970. */
export const announcedAt = (message: JsMsg): number => Number(message.timestampNanos / 1_000_000n);
