import type { Logger } from '@todoke/service';
import type { DeadLetters } from './dead-letters.js';
import { announcedAt, type Delivery } from './delivery.js';
import type { MessagingMetrics, Outcome } from './messaging-metrics.js';
import { inContext, type Reactor, type Task } from './reactor.js';
import { afterUnwrittenLetter, type RetrySettings } from './retry-policy.js';
import { judge, MalformedEvent } from './verdict.js';

/** The most `on.each` calls that share a transaction. More would save little, and a failure repeats them one by one. */
const mostCalls = 20;

/** The work of one module on one message. */
export interface DeliveryTask extends Task {
  readonly delivered: Delivery;
  readonly answers: SharedAnswer;
}

/** How one module's task ended. */
export type Ended =
  | { readonly kind: 'done' }
  | { readonly kind: 'dead'; readonly code: string }
  | { readonly kind: 'redeliver'; readonly delay: number };

/**
 * The answer to a message that several modules work on. It is sent when all have ended: a redelivery where one module
 * needs it. The inbox makes that harmless for the others.
 */
export class SharedAnswer {
  private readonly ends: Ended[] = [];

  /** @param tasks number of tasks that will end */
  constructor(
    private readonly delivery: Delivery,
    private readonly tasks: number,
  ) {}

  ended(end: Ended): void {
    this.ends.push(end);
    if (this.ends.length < this.tasks) return;
    const { answer } = this.delivery;
    const delays = this.ends.flatMap((one) => (one.kind === 'redeliver' ? [one.delay] : []));
    const dead = this.ends.find((one) => one.kind === 'dead');
    if (delays.length > 0) answer.nak(Math.min(...delays));
    else if (dead !== undefined) answer.term(dead.code);
    else answer.ack();
  }
}

export interface DelivererNeeds {
  readonly reactor: Reactor;
  readonly dead: DeadLetters;
  readonly log: Logger;
  readonly metrics: MessagingMetrics;
  readonly retries: RetrySettings;
  /** Whether the service is stopping. Tasks that have not begun are then redelivered to another process. */
  readonly stopping: () => boolean;
}

/** Runs tasks until they are done (their effect has committed), redelivered or dead-lettered. Never throws. */
export class Deliverer {
  constructor(private readonly needs: DelivererNeeds) {}

  /**
   * Runs tasks of one module, in their order. Tasks that may share a transaction do. Where that transaction fails, each
   * task is tried in one of its own, so that a verdict concerns one event.
   */
  async deliver(tasks: readonly DeliveryTask[]): Promise<void> {
    for (const run of runsOf(await this.withoutDead(tasks))) {
      if (run.length > 1 && (await this.deliverTogether(run))) continue;
      for (const task of run) await inContext(task.delivered, () => this.deliverOne(task));
    }
  }

  /**
   * A message that is redelivered because another module needs it: what this module has dead-lettered of it stays a
   * dead letter, and is neither tried nor counted again.
   */
  private async withoutDead(tasks: readonly DeliveryTask[]): Promise<readonly DeliveryTask[]> {
    const redelivered = tasks.filter(({ delivered }) => delivered.message.info.deliveryCount > 1);
    const [first] = redelivered;
    if (first === undefined) return tasks;
    const dead = await this.needs.dead.holds(first.module, redelivered.map(eventIdOf)).catch(() => new Set<string>());
    const isDead = (task: DeliveryTask): boolean => redelivered.includes(task) && dead.has(eventIdOf(task));
    for (const task of tasks.filter(isDead)) task.answers.ended({ kind: 'dead', code: 'dead-lettered-before' });
    return tasks.filter((task) => !isDead(task));
  }

  /** @returns false where the shared transaction was rolled back, or not begun */
  private async deliverTogether(tasks: readonly DeliveryTask[]): Promise<boolean> {
    const { reactor, log, stopping } = this.needs;
    if (stopping()) return false;
    const began = performance.now();
    try {
      await reactor.react(tasks);
    } catch (error) {
      log.debug({ err: error, module: tasks[0]?.module, events: tasks.length }, 'events are taken one by one');
      return false;
    }
    for (const task of tasks) inContext(task.delivered, () => this.done(task, began));
    return true;
  }

  private async deliverOne(task: DeliveryTask): Promise<void> {
    // This process is stopping, so another one gets the message sooner.
    if (this.needs.stopping()) return task.answers.ended({ kind: 'redeliver', delay: 0 });
    const began = performance.now();
    try {
      await this.needs.reactor.react([task]);
      this.done(task, began);
    } catch (error) {
      await this.failed(task, error);
    }
  }

  private done(task: DeliveryTask, began: number): void {
    const {
      module,
      delivered: { subject, event },
    } = task;
    this.ended(task, 'done', { kind: 'done' });
    const cause = event instanceof MalformedEvent ? undefined : event.causationId;
    this.needs.log.info({ module, subject, cause, ms: Math.round(performance.now() - began) }, 'event taken');
  }

  private async failed(task: DeliveryTask, error: unknown): Promise<void> {
    const { dead, log } = this.needs;
    const {
      module,
      delivered: {
        subject,
        message: { info },
        payload,
      },
    } = task;
    const verdict = judge(error, info.deliveryCount, this.needs.retries);
    const eventId = eventIdOf(task);
    const about = { module, subject, event: eventId, deliveries: info.deliveryCount, code: verdict.code };
    if (verdict.kind === 'redeliver') {
      log.info(about, 'event redelivered');
      this.ended(task, 'redelivered', verdict);
      return;
    }
    log.error({ ...about, err: error }, 'event dead-lettered');
    try {
      await dead.add({ eventId, subject, module, payload, code: verdict.code, deliveries: info.deliveryCount });
      this.ended(task, 'dead', { kind: 'dead', code: verdict.code });
    } catch {
      task.answers.ended({ kind: 'redeliver', delay: afterUnwrittenLetter });
    }
  }

  private ended({ module, delivered, answers }: DeliveryTask, outcome: Outcome, end: Ended): void {
    answers.ended(end);
    this.needs.metrics.consumed({ subject: delivered.subject, module }, outcome, announcedAt(delivered.message));
  }
}

/** Of its event; of what is no event, its place in the stream. */
const eventIdOf = ({
  delivered: {
    event,
    message: { info },
  },
}: DeliveryTask): string =>
  event instanceof MalformedEvent ? `${info.stream}:${String(info.streamSequence)}` : event.id;

/**
 * Splits tasks, in their order, into those that may share a transaction: one batch call, or up to `mostCalls` single
 * calls.
 */
function runsOf(tasks: readonly DeliveryTask[]): DeliveryTask[][] {
  const runs: DeliveryTask[][] = [];
  for (const task of tasks) {
    const last = runs.at(-1);
    if (last !== undefined && goTogether(last, task)) last.push(task);
    else runs.push([task]);
  }
  return runs;
}

function goTogether(run: readonly DeliveryTask[], { row }: DeliveryTask): boolean {
  const before = run[0]?.row;
  if (row === undefined || before === undefined) return false;
  return row.takes === 'one' ? before.takes === 'one' && run.length < mostCalls : before === row;
}
