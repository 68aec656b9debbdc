import type { SqlTransaction } from '@todoke/database';
import type { Envelope } from '@todoke/events';
import { correlation, SpanKind, traced } from '@todoke/service';
import { correlationOf, type Delivered } from './delivery.js';
import { rememberTrace } from './event-trace.js';
import type { Heard, Inbox } from './inbox.js';
import type { Row } from './reaction-table.js';
import { MalformedEvent, Unheard } from './verdict.js';

/** The work of one module on one event. */
export interface Task {
  readonly module: string;
  readonly delivered: Delivered;
  /** Undefined where no module of this release has a row for the event. */
  readonly row: Row | undefined;
  /** Whether it is delivered to this module alone: see `Heard`. */
  readonly forModule: boolean;
}

/** Runs the reaction of a row. @throws what the reaction throws */
export type RunReaction = (row: Row, events: readonly Envelope[], transaction: SqlTransaction) => Promise<void>;

type Runnable = Task & { readonly row: Row; readonly event: Envelope };

/** Runs reactions in the transaction that writes their inbox rows. */
export class Reactor {
  constructor(
    private readonly inbox: Inbox,
    private readonly run: RunReaction,
    /** The third argument of reactions. */
    private readonly parts: () => unknown,
  ) {}

  /**
   * Runs tasks of one module in one transaction: all take effect or none.
   * @throws what a reaction throws; Unheard and MalformedEvent for tasks that can have no reaction
   */
  async react(tasks: readonly Task[]): Promise<void> {
    const runnable = tasks.map(runnableOf);
    const [first] = runnable;
    if (first === undefined) return;
    const heard = runnable.map(({ event, delivered: { traceroot, traceparent }, forModule }) => {
      return { event, trace: traceroot ?? traceparent, forModule };
    });
    if (first.row.projection !== undefined) return this.project([first, ...runnable.slice(1)], heard);
    await this.inbox.take(first.module, heard, async (transaction, untaken) => {
      // The same event may be in the list twice.
      const fresh = runnable.filter(({ event }) => untaken.delete(event.id));
      for (const calls of callsOf(fresh)) await this.call(calls, transaction);
    });
  }

  /** @param tasks of one row */
  private project(tasks: readonly [Runnable, ...Runnable[]], heard: readonly Heard[]): Promise<void> {
    const [{ row, module }] = tasks;
    const parts = this.parts();
    return inSpan(tasks, async () => {
      const events = tasks.map((task) => task.event);
      await this.inbox.project(module, heard, row.projection?.project(events, parts));
      row.projection?.after?.(parts);
    });
  }

  private call(tasks: readonly [Runnable, ...Runnable[]], transaction: SqlTransaction): Promise<void> {
    const events = tasks.map((task) => task.event);
    return inSpan(tasks, () => this.run(tasks[0].row, events, transaction));
  }
}

/** Runs work on events in the correlation and trace of the one, or in their own where they are several. */
function inSpan(tasks: readonly [Runnable, ...Runnable[]], work: () => Promise<void>): Promise<void> {
  const [{ row, delivered, event }] = tasks;
  const attributes = { 'messaging.system': 'nats', 'messaging.destination.name': event.subject };
  const kind = SpanKind.CONSUMER;
  if (tasks.length === 1) {
    const { traceparent: parent, traceroot } = delivered;
    const links = traceroot === undefined ? [] : [traceroot];
    const span = { name: `process ${event.subject}`, kind, parent, links, attributes };
    return inContext(delivered, () => traced(span, work));
  }
  // Several causes cannot be one parent: a batch has a correlation and a trace of its own, with span links.
  for (const { event, delivered } of tasks) rememberTrace(event, delivered.traceparent);
  const links = tasks.flatMap(({ delivered: { traceparent } }) => traceparent ?? []);
  const counted = { ...attributes, 'messaging.batch.message_count': tasks.length };
  const span = { name: `process ${row.module}`, kind, links, attributes: counted };
  return correlation.run(correlation.current(), () => traced(span, work));
}

/** Runs work in the correlation and trace of an event. */
export const inContext = <Result>(delivered: Delivered, work: () => Result): Result =>
  correlation.run(correlationOf(delivered), work);

function runnableOf(task: Task): Runnable {
  const {
    row,
    delivered: { event },
  } = task;
  if (event instanceof MalformedEvent) throw event;
  if (row === undefined) throw new Unheard();
  return { ...task, row, event };
}

/** Splits tasks into calls: one an event, or one for events of the same batch row that follow each other. */
function callsOf(tasks: readonly Runnable[]): [Runnable, ...Runnable[]][] {
  const calls: [Runnable, ...Runnable[]][] = [];
  for (const task of tasks) {
    const last = calls.at(-1);
    if (last !== undefined && last[0].row === task.row && task.row.takes === 'many') last.push(task);
    else calls.push([task]);
  }
  return calls;
}
