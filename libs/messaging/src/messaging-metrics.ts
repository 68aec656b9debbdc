import type { RunInTransaction, SqlTransaction } from '@todoke/database';
import { findEvent } from '@todoke/events';
import { Counter, type Figure, Histogram, type Metrics, oncePerReading } from '@todoke/service';

/** Outcome of a delivery. */
export type Outcome = 'done' | 'redelivered' | 'dead';

/** Consumer lag of one stream, in messages. */
export interface Backlog {
  readonly stream: string;
  /** Not delivered yet. */
  readonly pending: number;
  /** Delivered and not answered yet. */
  readonly inHand: number;
}

const buckets = [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 60, 600, 3_600];
/** The most outbox rows that a scrape counts, so that it stays cheap. */
const mostCounted = 100_000;

/** The label of a subject: `unknown` where no contract has it, since a client may have sent anything. */
const known = (subject: string): string => (findEvent(subject) === undefined ? 'unknown' : subject);

/** Metrics of events by subject and module, published, consumed by outcome, waiting and dead-lettered; of questions. */
export class MessagingMetrics {
  private readonly publications: Counter<'subject'>;
  private readonly deliveries: Counter<'subject' | 'module' | 'outcome'>;
  private readonly delays: Histogram<'subject' | 'module'>;
  private readonly questions: Histogram<'question' | 'outcome'>;
  private readonly replies: Histogram<'question' | 'outcome'>;

  constructor(
    private readonly metrics: Metrics,
    transactions: RunInTransaction,
  ) {
    const registers = [metrics.registry];
    this.publications = new Counter({
      name: 'events_published_total',
      help: 'Events that JetStream confirmed, by subject',
      labelNames: ['subject'],
      registers,
    });
    this.deliveries = new Counter({
      name: 'events_consumed_total',
      help: 'Deliveries by subject, module and outcome: done, redelivered (and tried again), dead',
      labelNames: ['subject', 'module', 'outcome'],
      registers,
    });
    this.delays = new Histogram({
      name: 'events_delay_seconds',
      help: 'From an event being in its stream to its effect here, by subject and module',
      labelNames: ['subject', 'module'],
      buckets,
      registers,
    });
    this.questions = new Histogram({
      name: 'questions_asked_seconds',
      help: 'Questions to other services until their end here, by question and outcome: answered, unanswered',
      labelNames: ['question', 'outcome'],
      buckets,
      registers,
    });
    this.replies = new Histogram({
      name: 'questions_answered_seconds',
      help: 'Questions of other services, by question and outcome: answered, malformed, unavailable, failed',
      labelNames: ['question', 'outcome'],
      buckets,
      registers,
    });
    this.lookAtTables(transactions);
  }

  published(subject: string): void {
    this.publications.inc({ subject: known(subject) });
  }

  /**
   * @param by subject and module; the module is empty where none in particular is meant
   * @param since when the message entered its stream, in milliseconds of the epoch
   */
  consumed(by: { readonly subject: string; readonly module: string }, outcome: Outcome, since: number): void {
    const labels = { subject: known(by.subject), module: by.module };
    this.deliveries.inc({ ...labels, outcome });
    if (outcome === 'done') this.delays.observe(labels, Math.max(0, (Date.now() - since) / 1_000));
  }

  /** A question to another service has ended, in so many seconds. */
  asked(question: string, outcome: string, seconds: number): void {
    this.questions.observe({ question, outcome }, seconds);
  }

  /** A question of another service was replied to, in so many seconds. */
  replied(question: string, outcome: string, seconds: number): void {
    this.replies.observe({ question, outcome }, seconds);
  }

  /** @param look reads the lag of all consumers; empty while NATS is unavailable */
  backlog(look: () => Promise<readonly Backlog[]>): void {
    const once = oncePerReading(look);
    const of = (value: (one: Backlog) => number) => async (): Promise<Figure[]> =>
      (await once()).map((one) => ({ labels: { stream: one.stream }, value: value(one) }));
    this.metrics.lookUp({
      name: 'events_pending',
      help: 'Lag: events of a stream that this service has not been handed yet',
      labelNames: ['stream'],
      look: of(({ pending }) => pending),
    });
    this.metrics.lookUp({
      name: 'events_in_hand',
      help: 'Events of a stream that were handed to this service and are not done',
      labelNames: ['stream'],
      look: of(({ inHand }) => inHand),
    });
  }

  /** Metrics of the tables, the same from every process of a service. */
  private lookAtTables(transactions: RunInTransaction): void {
    const outbox = oncePerReading(() => transactions(waitingEvents));
    this.metrics.lookUp({
      name: 'outbox_events',
      help: `Events in the outbox that are not published yet, by subject; of the first ${String(mostCounted)}`,
      labelNames: ['subject'],
      look: async () => (await outbox()).map(({ subject, count }) => figure(subject, count)),
    });
    this.metrics.lookUp({
      name: 'outbox_oldest_age_seconds',
      help: 'Age of the oldest event in the outbox that is not published yet, by subject',
      labelNames: ['subject'],
      look: async () => (await outbox()).map(({ subject, age }) => figure(subject, age)),
    });
    this.metrics.lookUp({
      name: 'dead_letters',
      help: 'Events that were dead-lettered and wait for somebody, by subject and module',
      labelNames: ['subject', 'module'],
      look: async () => summed(await transactions(deadLetters)),
    });
  }
}

const waitingEvents = (tx: SqlTransaction): Promise<{ subject: string; count: number; age: number }[]> =>
  tx.$queryRawUnsafe(
    `SELECT subject, count(*)::int AS count, extract(epoch FROM now() - min(created_at))::float8 AS age
     FROM (SELECT subject, created_at FROM outbox WHERE published_at IS NULL
           ORDER BY position LIMIT ${String(mostCounted)}) AS waiting
     GROUP BY subject`,
  );

const deadLetters = (tx: SqlTransaction): Promise<Dead[]> =>
  tx.$queryRawUnsafe(
    `SELECT subject, module, count(*)::int AS count FROM dead_letters WHERE resolved_at IS NULL
     GROUP BY subject, module ORDER BY subject, module`,
  );

interface Dead {
  readonly subject: string;
  readonly module: string;
  readonly count: number;
}

const figure = (subject: string, value: number): Figure => ({ labels: { subject: known(subject) }, value });

/** Adds up rows with the same labels: several unknown subjects are one. */
function summed(rows: readonly Dead[]): Figure[] {
  const sums = new Map<string, { labels: { subject: string; module: string }; value: number }>();
  for (const { subject, module, count } of rows) {
    const labels = { subject: known(subject), module };
    const key = `${labels.subject} ${module}`;
    sums.set(key, { labels, value: (sums.get(key)?.value ?? 0) + count });
  }
  return [...sums.values()];
}
