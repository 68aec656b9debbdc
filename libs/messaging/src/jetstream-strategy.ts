import type { ConsumerMessages, JsMsg } from '@nats-io/jetstream';
import { BaseRpcContext, type CustomTransportStrategy, Server } from '@nestjs/microservices';
import { type Envelope, findEvent, producerOf } from '@todoke/events';
import { correlation, type Logger, RepeatingJob, SpanKind, traced } from '@todoke/service';
import { lastValueFrom } from 'rxjs';
import type { DeadLetters } from './dead-letters.js';
import { judge, MalformedEvent } from './delivery.js';
import { Lanes } from './lanes.js';
import type { MessagingMetrics } from './messaging-metrics.js';
import type { NatsLink } from './nats-link.js';
import { ensureConsumer, ensureStream, streamOf, takesSeveralFilters } from './streams.js';

const beginAgainAfter = 1_000;
const lookForRetriesEvery = 2_000;
const measureLagEvery = 5_000;

/**
 * Nest's transport over JetStream: one durable pull consumer a producing service, explicit acknowledgement
 * after the reaction's transaction committed. Events of one aggregate are taken one after the other.
 */
export class JetStreamStrategy extends Server implements CustomTransportStrategy {
  override readonly propagatesEventHandlerErrors = true;
  private readonly lanes: Lanes;
  private readonly open = new Set<ConsumerMessages>();
  private readonly jobs: RepeatingJob[] = [];
  private readonly stop = new AbortController();

  constructor(
    private readonly options: { service: string; lanes: number },
    private readonly nats: NatsLink,
    private readonly dead: DeadLetters,
    private readonly log: Logger,
    private readonly metrics: MessagingMetrics,
  ) {
    super();
    this.lanes = new Lanes(options.lanes);
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

  /** Takes nothing new and finishes what is in hand. */
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
    const life: ConsumerLife = { over: false };
    const lag = setInterval(() => {
      consumer.info().then(
        (info) => this.metrics.lag.set({ stream }, info.num_pending),
        () => undefined,
      );
    }, measureLagEvery);
    try {
      for await (const message of messages) this.take(message, life);
    } finally {
      clearInterval(lag);
      this.open.delete(messages);
      // Who stops finishes what is in hand, with a consumer that stays; else it may be gone, and its stream too.
      life.over = !this.stop.signal.aborted;
    }
  }

  private take(message: JsMsg, life: ConsumerLife): void {
    const payload = message.string();
    const event = readEvent(message.subject, payload);
    const lane = event instanceof MalformedEvent ? message.subject : event.aggregate.id;
    this.lanes.add(lane, () => this.deliver(message, answersWhile(life, message), payload, event));
  }

  /** Takes one message to its end: acknowledged, put back, or laid aside. Never throws. */
  private async deliver(
    message: JsMsg,
    answer: Answers,
    payload: string,
    event: Envelope | MalformedEvent,
  ): Promise<void> {
    const { subject, info } = message;
    try {
      await this.react(subject, event, message.headers?.get('traceparent'));
      answer.ack();
      this.metrics.consumed.inc({ subject, outcome: 'done' });
    } catch (error) {
      const verdict = judge(error, info.deliveryCount);
      const eventId = event instanceof MalformedEvent ? `${info.stream}:${String(info.streamSequence)}` : event.id;
      const about = { subject, event: eventId, deliveries: info.deliveryCount, code: verdict.code };
      if (verdict.kind === 'put-back') {
        this.log.info(about, 'event put back');
        answer.nak(verdict.delay);
        this.metrics.consumed.inc({ subject, outcome: 'put-back' });
        return;
      }
      this.log.error({ ...about, err: error }, 'event laid aside');
      try {
        await this.dead.bury({ eventId, subject, payload, code: verdict.code, deliveries: info.deliveryCount });
        answer.term(verdict.code);
        this.metrics.consumed.inc({ subject, outcome: 'dead' });
      } catch {
        answer.nak(beginAgainAfter);
      }
    }
  }

  private async react(subject: string, event: Envelope | MalformedEvent, parent?: string): Promise<void> {
    if (event instanceof MalformedEvent) throw event;
    const handler = this.getHandlerByPattern(subject);
    if (handler === null) return;
    const run = async (): Promise<void> => {
      const result: unknown = await handler(event, new BaseRpcContext([subject]));
      await lastValueFrom(this.transformToObservable(result), { defaultValue: undefined });
    };
    const attributes = { 'messaging.system': 'nats', 'messaging.destination.name': subject };
    const span = { name: `process ${subject}`, kind: SpanKind.CONSUMER, parent: parent || undefined, attributes };
    await correlation.run({ correlationId: event.correlationId, causationId: event.id }, () => traced(span, run));
  }

  /** Takes up the dead letters that somebody wants tried again. */
  private retrying(): RepeatingJob {
    return new RepeatingJob({
      round: async () => {
        for (const letter of await this.dead.wanted()) await this.retry(letter);
        return lookForRetriesEvery;
      },
      // The database is away; readiness tells it.
      failed: () => undefined,
      afterFailure: lookForRetriesEvery,
    });
  }

  private async retry(letter: { id: string; subject: string; payload: string }): Promise<void> {
    try {
      await this.react(letter.subject, readEvent(letter.subject, letter.payload));
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
