import type { Consumer, ConsumerMessages, JetStreamManager, JsMsg } from '@nats-io/jetstream';
import { type CustomTransportStrategy, Server } from '@nestjs/microservices';
import { orderingKeyOf } from '@todoke/events';
import { type Logger, RepeatingJob } from '@todoke/service';
import { lastValueFrom } from 'rxjs';
import { deadLetterRetries } from './dead-letter-retries.js';
import type { DeadLetters } from './dead-letters.js';
import { Deliverer, type DeliveryTask, SharedAnswer } from './deliverer.js';
import { announcedAt, type ConsumerLife, type Delivery, readDelivery } from './delivery.js';
import type { Inbox } from './inbox.js';
import type { Backlog, MessagingMetrics } from './messaging-metrics.js';
import type { NatsLink } from './nats-link.js';
import { Partitions } from './partitions.js';
import { hearersAmong, type ReactionTable, type Row } from './reaction-table.js';
import { ReactionContext } from './reactions-controller.js';
import { Reactor, type RunReaction } from './reactor.js';
import { afterFailure, heartbeat, type RetrySettings } from './retry-policy.js';
import { readReplaySubject, replayStreamOf } from './replay-stream.js';
import { ensureConsumer, streamExists, streamOf, takesSeveralFilters } from './streams.js';
import { MalformedEvent } from './verdict.js';

/** The most events in one call of a batch. */
const mostTogether = 100;
/** Tasks that may wait in this process before it takes no more messages. */
const mostWaiting = 512;
/**
 * Milliseconds between the beginnings of two transactions of a partition. Whoever comes first does not wait; what comes
 * meanwhile shares the next one.
 */
const reactionPace = 50;
/** Queues for projections: each row of a table has one of them, since the order of its events does not matter. */
const projectionsAtOnce = 2;
/** Milliseconds between two statements of a projection, which nobody notices and which then take several events. */
const projectionPace = 50;

export interface StrategyOptions {
  readonly service: string;
  readonly partitions: number;
  readonly retries: RetrySettings;
  readonly table: ReactionTable;
  /** Module → subjects that it hears, without ignored ones. */
  readonly hears: Readonly<Record<string, readonly string[]>>;
  /** Makes the third argument of reactions. Called once, when all providers of the service exist. */
  readonly parts: () => unknown;
}

/** A stream that this service consumes. */
interface Source {
  readonly stream: string;
  /**
   * Creates the consumer of this service where it is missing.
   * @returns false while there is no such stream
   */
  readonly prepare: (manager: JetStreamManager, severalFilters: boolean) => Promise<boolean>;
  /** Whether a subject is wanted. NATS servers before 2.10 deliver the whole stream. */
  readonly asked: (subject: string, severalFilters: boolean) => boolean;
  readonly read: (message: JsMsg, life: ConsumerLife) => Delivery;
}

/**
 * Nest's transport over JetStream: a durable pull consumer for each producing service, and one for replays. A message
 * is acknowledged after the transactions of all its reactions have committed. Events of one module with the same
 * ordering key are taken one after the other. Tasks that wait in a partition share a transaction.
 */
export class JetStreamStrategy extends Server implements CustomTransportStrategy {
  override readonly propagatesEventHandlerErrors = true;
  private readonly partitions: Partitions<DeliveryTask>;
  private readonly projections: Partitions<DeliveryTask>;
  private readonly reactor: Reactor;
  private readonly open = new Set<ConsumerMessages>();
  private readonly consumers = new Map<string, Consumer>();
  private readonly jobs: RepeatingJob[] = [];
  private readonly stop = new AbortController();
  private parts: unknown;

  constructor(
    private readonly options: StrategyOptions,
    inbox: Inbox,
    private readonly nats: NatsLink,
    private readonly dead: DeadLetters,
    private readonly log: Logger,
    private readonly metrics: MessagingMetrics,
  ) {
    super();
    this.reactor = new Reactor(inbox, this.run, () => this.parts);
    const stopping = (): boolean => this.stop.signal.aborted;
    const deliverer = new Deliverer({ reactor: this.reactor, dead, log, metrics, retries: options.retries, stopping });
    const work = (tasks: readonly DeliveryTask[]): Promise<void> => deliverer.deliver(tasks);
    const queues = { mostTogether, mostWaiting, work };
    this.partitions = new Partitions({
      ...queues,
      count: options.partitions,
      pace: reactionPace,
      groupOf: ({ module }) => module,
    });
    this.projections = new Partitions({
      ...queues,
      count: projectionsAtOnce,
      pace: projectionPace,
      groupOf: ({ row, module }) => row?.pattern ?? module,
    });
    metrics.backlog(() => Promise.all([...this.consumers].map(backlogOf)));
  }

  /** Starts consuming in the background, and returns at once: requests are served while NATS is unavailable. */
  listen(callback: () => void): void {
    const { dead, log, reactor } = this;
    const { table, hears } = this.options;
    this.parts = this.options.parts();
    const sources = [...table.byProducer].map(([producer, subjects]) => this.streamFrom(producer, subjects));
    if (Object.values(hears).some((subjects) => subjects.length > 0)) sources.push(this.replays());
    this.jobs.push(...sources.map((source) => this.consuming(source)));
    if (table.subjects.length > 0) this.jobs.push(deadLetterRetries({ dead, table, reactor, log }));
    for (const job of this.jobs) job.start();
    callback();
  }

  /** Takes no new messages, finishes tasks under way, and has the rest redelivered. */
  async close(): Promise<void> {
    this.stop.abort();
    for (const messages of this.open) messages.stop();
    await Promise.all(this.jobs.map((job) => job.stop()));
    await Promise.all([this.partitions.idle(), this.projections.idle()]);
  }

  on(): never {
    throw new Error('this transport has no events of its own');
  }

  unwrap<T>(): T {
    return this.nats as T;
  }

  private streamFrom(producer: string, subjects: readonly string[]): Source {
    const { service } = this.options;
    const stream = streamOf(producer);
    return {
      stream,
      prepare: async (manager, severalFilters) => {
        if (!(await streamExists(manager, stream))) return false;
        await ensureConsumer(manager, { stream, service, ...(severalFilters && { subjects }) });
        return true;
      },
      asked: (subject, severalFilters) => severalFilters || subjects.includes(subject),
      read: (message, life) => readDelivery(message, life),
    };
  }

  private replays(): Source {
    const { service } = this.options;
    const stream = replayStreamOf(service);
    return {
      stream,
      prepare: async (manager) => {
        if (!(await streamExists(manager, stream))) return false;
        await ensureConsumer(manager, { stream, service });
        return true;
      },
      asked: () => true,
      read: (message, life) => readDelivery(message, life, readReplaySubject(message.subject)),
    };
  }

  private consuming(source: Source): RepeatingJob {
    return new RepeatingJob({
      round: async () => {
        await this.consume(source);
        return afterFailure;
      },
      failed: (error) => {
        if (this.stop.signal.aborted) return;
        this.log.warn({ err: error, stream: source.stream }, 'consuming begins again');
      },
      afterFailure,
    });
  }

  private async consume(source: Source): Promise<void> {
    const { stream } = source;
    const manager = await this.orStop(this.nats.manager());
    const severalFilters = takesSeveralFilters(await this.nats.serverVersion());
    if (!(await source.prepare(manager, severalFilters))) return;
    const consumer = await (await this.nats.client()).consumers.get(stream, this.options.service);
    if (this.stop.signal.aborted) return;
    const messages = await consumer.consume({
      max_messages: 256,
      idle_heartbeat: heartbeat,
      abort_on_missing_resource: true,
    });
    this.open.add(messages);
    this.consumers.set(stream, consumer);
    const life: ConsumerLife = { over: false };
    try {
      for await (const message of messages) {
        if (source.asked(message.subject, severalFilters)) this.take(source.read(message, life));
        else message.ack();
        await Promise.all([this.partitions.room(), this.projections.room()]);
      }
    } finally {
      this.open.delete(messages);
      this.consumers.delete(stream);
      // At a stop the consumer still exists, and tasks under way are answered. Otherwise it may be gone.
      life.over = !this.stop.signal.aborted;
    }
  }

  /** Adds a task for each module that hears the event. The message is answered when all have ended. */
  private take(delivery: Delivery): void {
    const { subject, event, replayedFor } = delivery;
    const modules = this.modulesFor(delivery);
    if (modules === 'nobody') {
      delivery.answer.ack();
      for (const { module } of this.options.table.rowsFor(subject, replayedFor)) {
        this.metrics.consumed({ subject, module }, 'done', announcedAt(delivery.message));
      }
      return;
    }
    const answers = new SharedAnswer(delivery, modules.length);
    const key = event instanceof MalformedEvent ? subject : orderingKeyOf(event);
    for (const { module, row } of modules) {
      const task = { module, delivered: delivery, row, forModule: replayedFor !== undefined, answers };
      if (row?.takes === 'statement') this.projections.add(row.pattern, task);
      else this.partitions.add(`${module} ${key}`, task);
    }
  }

  /**
   * The modules that take an event. A malformed event, or one without a row, is dead-lettered: for no module in
   * particular, unless it was replayed for one.
   */
  private modulesFor({ subject, event, replayedFor }: Delivery): { module: string; row?: Row }[] | 'nobody' {
    const rows = this.options.table.rowsFor(subject, replayedFor);
    if (rows.length === 0 || event instanceof MalformedEvent) return [{ module: replayedFor ?? '' }];
    const hearers = hearersAmong(rows).map((row) => this.options.table.concerned(row, event));
    return hearers.length === 0 ? 'nobody' : hearers.map((row) => ({ module: row.module, row }));
  }

  /** Runs the handler of a row through Nest, with guards and interceptors. */
  private readonly run: RunReaction = async (row, events, transaction) => {
    const handler = this.getHandlerByPattern(row.pattern);
    if (handler === null) throw new Error(`${row.pattern} has no handler`);
    const result: unknown = await handler(events, new ReactionContext([transaction, this.parts]));
    await lastValueFrom(this.transformToObservable(result), { defaultValue: undefined });
  };

  /** Awaits a connection to NATS, and rejects when the service stops. */
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
