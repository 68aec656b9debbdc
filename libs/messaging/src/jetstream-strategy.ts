import type { Consumer, ConsumerMessages, JsMsg } from '@nats-io/jetstream';
import { BaseRpcContext, type CustomTransportStrategy, Server } from '@nestjs/microservices';
import { type Envelope, findEvent, producerOf, turnOf } from '@todoke/events';
import { type Correlation, correlation, type Logger, RepeatingJob, SpanKind, traced } from '@todoke/service';
import { lastValueFrom } from 'rxjs';
import type { DeadLetters } from './dead-letters.js';
import { judge, MalformedEvent } from './delivery.js';
import type { Inbox } from './inbox.js';
import { Lanes } from './lanes.js';
import type { Backlog, MessagingMetrics, Outcome } from './messaging-metrics.js';
import type { NatsLink } from './nats-link.js';
import { ensureConsumer, ensureStream, streamOf, takesSeveralFilters } from './streams.js';

const beginAgainAfter = 1_000;
const lookForRetriesEvery = 2_000;
/** Events of one transaction: what more would save is little, and what fails is done again one by one. */
const mostTogether = 20;

/**
 * Nest's transport over JetStream: one durable pull consumer a producing service, explicit acknowledgement
 * after the reaction's transaction committed. Events of one turn are taken one after the other; what waits in a lane
 * shares a transaction.
 */
export class JetStreamStrategy extends Server implements CustomTransportStrategy {
  override readonly propagatesEventHandlerErrors = true;
  private readonly lanes: Lanes<Delivery>;
  private readonly open = new Set<ConsumerMessages>();
  private readonly consumers = new Map<string, Consumer>();
  private readonly jobs: RepeatingJob[] = [];
  private readonly stop = new AbortController();

  constructor(
    private readonly options: { service: string; lanes: number },
    private readonly inbox: Inbox,
    private readonly nats: NatsLink,
    private readonly dead: DeadLetters,
    private readonly log: Logger,
    private readonly metrics: MessagingMetrics,
  ) {
    super();
    this.lanes = new Lanes(options.lanes, mostTogether, (deliveries) => this.deliverAll(deliveries));
    metrics.backlog(() => Promise.all([...this.consumers].map(backlogOf)));
  }

  /** Returns at once: people are served while NATS is away. */
  listen(callback: () => void): void {
    const subjects = [...this.messageHandlers.keys()];
    for (const producer of new Set(subjects.map(producerOf))) {
      const own = subjects.filter((subject) => producerOf(subject) === producer);
      this.jobs.push(this.consuming(producer, own));
    }
    if (subjects.length > 0) this.jobs.push(this.retrying());
    for (const job of this.jobs) job.start();
    callback();
  }

  /** Takes nothing new, finishes what was begun, and puts back what was handed over and not begun. */
  async close(): Promise<void> {
    this.stop.abort();
    for (const messages of this.open) messages.stop();
    await Promise.all(this.jobs.map((job) => job.stop()));
    await this.lanes.idle();
  }

  on(): never {
    throw new Error('this transport has no events of its own');
  }

  unwrap<T>(): T {
    return this.nats as T;
  }

  private consuming(producer: string, subjects: readonly string[]): RepeatingJob {
    return new RepeatingJob({
      round: async () => {
        await this.consume(producer, subjects);
        return beginAgainAfter;
      },
      failed: (error) => {
        if (this.stop.signal.aborted) return;
        this.log.warn({ err: error, stream: streamOf(producer) }, 'consuming begins again');
      },
      afterFailure: beginAgainAfter,
    });
  }

  private async consume(producer: string, subjects: readonly string[]): Promise<void> {
    const stream = streamOf(producer);
    const { service } = this.options;
    const manager = await this.orStop(this.nats.manager());
    await ensureStream(manager, producer);
    const severalFilters = takesSeveralFilters(await this.nats.serverVersion());
    await ensureConsumer(manager, { stream, service, subjects, severalFilters });
    const consumer = await (await this.nats.client()).consumers.get(stream, service);
    if (this.stop.signal.aborted) return;
    const messages = await consumer.consume({
      max_messages: 256,
      idle_heartbeat: 5_000,
      abort_on_missing_resource: true,
    });
    this.open.add(messages);
    this.consumers.set(stream, consumer);
    const life: ConsumerLife = { over: false };
    try {
      for await (const message of messages) this.take(message, life);
    } finally {
      this.open.delete(messages);
      this.consumers.delete(stream);
      // Who stops finishes what is in hand, with a consumer that stays; else it may be gone, and its stream too.
      life.over = !this.stop.signal.aborted;
    }
  }

  private take(message: JsMsg, life: ConsumerLife): void {
    const payload = message.string();
    const event = readEvent(message.subject, payload);
    const lane = event instanceof MalformedEvent ? message.subject : turnOf(event);
    this.lanes.add(lane, { message, event, payload, answer: answersWhile(life, message) });
  }

  /** In one transaction. Where that fails, each in one of its own, which tells what is wrong with which. */
  private async deliverAll(deliveries: readonly Delivery[]): Promise<void> {
    if (deliveries.length > 1 && !this.stop.signal.aborted && (await this.deliverTogether(deliveries))) return;
    for (const delivery of deliveries) {
      const { answer, event, message } = delivery;
      // Somebody else has it sooner than this one, which is about to end.
      if (this.stop.signal.aborted) answer.nak();
      else await correlation.run(correlationOf(event, message), () => this.deliver(delivery));
    }
  }

  /** @returns false where nothing was done, for the sake of one of them */
  private async deliverTogether(deliveries: readonly Delivery[]): Promise<boolean> {
    const began = performance.now();
    const heard = deliveries.flatMap(({ event, message }) => {
      if (event instanceof MalformedEvent) return [];
      return [{ event, trace: headerOf(message, 'traceorigin') ?? headerOf(message, 'traceparent') }];
    });
    if (heard.length < deliveries.length) return false;
    const inContext = ({ event, message }: Delivery, work: () => Promise<void> | void): Promise<void> | void =>
      correlation.run(correlationOf(event, message), work);
    try {
      await this.inbox.together(heard, async () => {
        for (const delivery of deliveries) await inContext(delivery, () => this.react(delivery));
      });
    } catch (error) {
      this.log.debug({ err: error, events: deliveries.length }, 'events are taken one by one');
      return false;
    }
    for (const delivery of deliveries) void inContext(delivery, () => this.done(delivery, began));
    return true;
  }

  private done({ message, answer, event }: Delivery, began: number): void {
    const { subject } = message;
    answer.ack();
    this.metrics.consumed(subject, 'done', announcedAt(message));
    const cause = event instanceof MalformedEvent ? undefined : event.causationId;
    this.log.info({ subject, cause, ms: Math.round(performance.now() - began) }, 'event taken');
  }

  /** Takes one message to its end: acknowledged, put back, or laid aside. Never throws. */
  private async deliver(delivery: Delivery): Promise<void> {
    const { message, answer, payload, event } = delivery;
    const { subject, info } = message;
    const began = performance.now();
    const end = (outcome: Outcome): void => this.metrics.consumed(subject, outcome, announcedAt(message));
    try {
      await this.react(delivery);
      this.done(delivery, began);
    } catch (error) {
      const verdict = judge(error, info.deliveryCount);
      const eventId = event instanceof MalformedEvent ? `${info.stream}:${String(info.streamSequence)}` : event.id;
      const about = { subject, event: eventId, deliveries: info.deliveryCount, code: verdict.code };
      if (verdict.kind === 'put-back') {
        this.log.info(about, 'event put back');
        answer.nak(verdict.delay);
        end('put-back');
        return;
      }
      this.log.error({ ...about, err: error }, 'event laid aside');
      try {
        await this.dead.bury({ eventId, subject, payload, code: verdict.code, deliveries: info.deliveryCount });
        answer.term(verdict.code);
        end('dead');
      } catch {
        answer.nak(beginAgainAfter);
      }
    }
  }

  private async react({ event, message }: Pick<Delivery, 'event'> & Partial<Delivery>): Promise<void> {
    if (event instanceof MalformedEvent) throw event;
    const { subject } = event;
    const handler = this.getHandlerByPattern(subject);
    if (handler === null) return;
    const attributes = { 'messaging.system': 'nats', 'messaging.destination.name': subject };
    const origin = correlation.active()?.origin;
    const parent = message && headerOf(message, 'traceparent');
    const span = { name: `process ${subject}`, kind: SpanKind.CONSUMER, parent, origin, attributes };
    await traced(span, async () => {
      const result: unknown = await handler(event, new BaseRpcContext([subject]));
      await lastValueFrom(this.transformToObservable(result), { defaultValue: undefined });
    });
  }

  /** Takes up the dead letters that somebody wants tried again. */
  private retrying(): RepeatingJob {
    return new RepeatingJob({
      round: async () => {
        for (const letter of await this.dead.wanted()) {
          const event = readEvent(letter.subject, letter.payload);
          await correlation.run(correlationOf(event), () => this.retry(letter, event));
        }
        return lookForRetriesEvery;
      },
      // The database is away; readiness tells it.
      failed: () => undefined,
      afterFailure: lookForRetriesEvery,
    });
  }

  private async retry(letter: { id: string; subject: string }, event: Envelope | MalformedEvent): Promise<void> {
    try {
      await this.react({ event });
      await this.dead.resolved(letter.id);
      this.log.info({ letter: letter.id, subject: letter.subject }, 'dead letter taken after all');
    } catch (error) {
      const { code } = judge(error, Number.MAX_SAFE_INTEGER);
      await this.dead.failedAgain(letter.id, code);
      this.log.error({ letter: letter.id, subject: letter.subject, code }, 'dead letter failed again');
    }
  }

  /** Waits for a connection, but not longer than the service wants to live. */
  private orStop<T>(work: Promise<T>): Promise<T> {
    const stopped = new Promise<never>((_, reject) => {
      this.stop.signal.addEventListener('abort', () => reject(new Error('stopping')), { once: true });
    });
    return Promise.race([work, stopped]);
  }
}

/** Over when its consumer may be gone: in a stream that was made anew, another event can have a message's number. */
interface ConsumerLife {
  over: boolean;
}

/** A message that was handed to this service. */
interface Delivery {
  readonly message: JsMsg;
  readonly answer: Answers;
  readonly payload: string;
  readonly event: Envelope | MalformedEvent;
}

type Answers = Pick<JsMsg, 'ack' | 'nak' | 'term'>;

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

function readEvent(subject: string, payload: string): Envelope | MalformedEvent {
  const contract = findEvent(subject);
  if (contract === undefined) return new MalformedEvent('unknown subject');
  try {
    return contract.parse(JSON.parse(payload));
  } catch {
    return new MalformedEvent('not an event of its subject');
  }
}

/** What everything that an event causes belongs to. */
function correlationOf(event: Envelope | MalformedEvent, message?: JsMsg): Correlation {
  if (event instanceof MalformedEvent) return correlation.current();
  const origin = message && headerOf(message, 'traceorigin');
  return { correlationId: event.correlationId, causationId: event.id, ...(origin === undefined ? {} : { origin }) };
}

const headerOf = (message: JsMsg, name: string): string | undefined => message.headers?.get(name) || undefined;

/** Milliseconds since 1970. */
const announcedAt = (message: JsMsg): number => Number(message.timestampNanos / 1_000_000n);

async function backlogOf([stream, consumer]: [string, Consumer]): Promise<Backlog> {
  const { num_pending: pending, num_ack_pending: inHand } = await consumer.info();
  return { stream, pending, inHand };
}
