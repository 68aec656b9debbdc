import type { JsMsg } from '@nats-io/jetstream';
import { type Envelope, findEvent } from '@todoke/events';
import { type Correlation, correlation } from '@todoke/service';
import { MalformedEvent } from './verdict.js';

/** An event that was delivered to this service, or the lack of one, and the traces that its message names. */
export interface Delivered {
  readonly subject: string;
  readonly event: Envelope | MalformedEvent;
  /** W3C Trace Context in which it was published. */
  readonly traceparent?: string | undefined;
  /** W3C Trace Context of its correlation's root, where that is another. */
  readonly traceroot?: string | undefined;
}

/** A message that was handed to this service, with how to answer it. */
export interface Delivery extends Delivered {
  readonly message: JsMsg;
  readonly answer: Answers;
  readonly payload: string;
  /** The module that it is replayed for. Undefined: whoever hears it. */
  readonly replayedFor?: string | undefined;
}

export type Answers = Pick<JsMsg, 'ack' | 'nak' | 'term'>;

/** Over when its consumer may be gone: in a stream that was recreated, another event can have a message's number. */
export interface ConsumerLife {
  over: boolean;
}

/** @param meant subject of the event and the module it is replayed for, where the message's subject says more than that */
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
    event: readEvent(meant.subject, payload),
    traceparent: headerOf(message, 'traceparent'),
    // `traceorigin` is what the release before wrote.
    traceroot: headerOf(message, 'traceroot') ?? headerOf(message, 'traceorigin'),
  };
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
export function correlationOf({ event }: Delivered): Correlation {
  if (event instanceof MalformedEvent) return correlation.current();
  return { correlationId: event.correlationId, causationId: event.id };
}

const headerOf = (message: JsMsg, name: string): string | undefined => message.headers?.get(name) || undefined;

/** Milliseconds since 1970. */
export const announcedAt = (message: JsMsg): number => Number(message.timestampNanos / 1_000_000n);
