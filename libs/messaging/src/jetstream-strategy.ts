import type { Consumer, ConsumerMessages, JsMsg } from '@nats-io/jetstream';
import { BaseRpcContext, type CustomTransportStrategy, Server } from '@nestjs/microservices';
import { type Envelope, producerOf, orderingKeyOf } from '@todoke/events';
import { correlation, type Logger, RepeatingJob, SpanKind, traced } from '@todoke/service';
import { lastValueFrom } from 'rxjs';
import type { DeadLetters } from './dead-letters.js';
import { Deliverer } from './deliverer.js';
import { type ConsumerLife, correlationOf, type Delivery, headerOf, readDelivery, readEvent } from './delivery.js';
import type { Inbox } from './inbox.js';
import { Partitions } from './partitions.js';
import type { Backlog, MessagingMetrics } from './messaging-metrics.js';
import type { NatsLink } from './nats-link.js';
import { ensureConsumer, ensureStream, streamOf, takesSeveralFilters } from './streams.js';
import { judge, MalformedEvent, Unheard } from './verdict.js';

const beginAgainAfter = 1_000;
const lookForRetriesEvery = 2_000;
/** Events of one transaction: what more would save is little, and what fails is done again one by one. */
const mostTogether = 20;

/**
 * Nest's transport over JetStream: one durable pull consumer a producing service, explicit acknowledgement
 * after the reaction's transaction committed. Events of one turn are taken one after the other; what waits in a partition
 * shares a transaction.
 */
export class JetStreamStrategy extends Server implements CustomTransportStrategy {
  override readonly propagatesEventHandlerErrors = true;
  private readonly partitions: Partitions<Delivery>;
  private readonly open = new Set<ConsumerMessages>();
  private readonly consumers = new Map<string, Consumer>();
  private readonly jobs: RepeatingJob[] = [];
  private readonly stop = new AbortController();

  constructor(
    private readonly options: { service: string; partitions: number },
    inbox: Inbox,
    private readonly nats: NatsLink,
    private readonly dead: DeadLetters,
    private readonly log: Logger,
    metrics: MessagingMetrics,
  ) {
    super();
    const react = ({ message, event }: Delivery): Promise<void> => this.react(message.subject, event, message);
    const stopping = (): boolean => this.stop.signal.aborted;
    const deliverer = new Deliverer({ inbox, dead, log, metrics, stopping, react });
    this.partitions = new Partitions(options.partitions, mostTogether, (deliveries) => deliverer.deliver(deliveries));
    metrics.backlog(() => Promise.all([...this.consumers].map(backlogOf)));
  }

  /** Returns at once: people are served while NATS is unavailable. */
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
    await this.partitions.idle();
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
      for await (const message of messages) this.take(message, life, severalFilters);
    } finally {
      this.open.delete(messages);
      this.consumers.delete(stream);
      // Who stops finishes what is in hand, with a consumer that stays; else it may be gone, and its stream too.
      life.over = !this.stop.signal.aborted;
    }
  }

  private take(message: JsMsg, life: ConsumerLife, severalFilters: boolean): void {
    const delivery = readDelivery(message, life);
    const { event, answer } = delivery;
    // A server that gives the whole stream gives what nobody asked for.
    if (!severalFilters && !this.messageHandlers.has(message.subject)) answer.ack();
    else this.partitions.add(event instanceof MalformedEvent ? message.subject : orderingKeyOf(event), delivery);
  }

  private async react(subject: string, event: Envelope | MalformedEvent, message?: JsMsg): Promise<void> {
    const handler = this.getHandlerByPattern(subject);
    if (handler === null) throw new Unheard();
    if (event instanceof MalformedEvent) throw event;
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
        for (const letter of await this.dead.wanted([...this.messageHandlers.keys()])) {
          const event = readEvent(letter.subject, letter.payload);
          await correlation.run(correlationOf(event), () => this.retry(letter, event));
        }
        return lookForRetriesEvery;
      },
      // The database is unavailable; readiness tells it.
      failed: () => undefined,
      afterFailure: lookForRetriesEvery,
    });
  }

  private async retry(letter: { id: string; subject: string }, event: Envelope | MalformedEvent): Promise<void> {
    try {
      await this.react(letter.subject, event);
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

async function backlogOf([stream, consumer]: [string, Consumer]): Promise<Backlog> {
  const { num_pending: pending, num_ack_pending: inHand } = await consumer.info();
  return { stream, pending, inHand };
}
