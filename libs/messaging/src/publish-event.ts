import type { JetStreamClient } from '@nats-io/jetstream';
import { headers } from '@nats-io/transport-node';
import { SpanKind, traced, traceparent } from '@todoke/service';

/** The columns of an outbox row that publishing needs. */
export interface PublishableRow {
  readonly id: string;
  readonly subject: string;
  readonly envelope: unknown;
  readonly traceparent: string | null;
  /** W3C Trace Context of its correlation root, where that is another trace. */
  readonly root: string | null;
}

/** Milliseconds: a batch of an operator's command is published at once, which a busy server confirms late. */
export const confirmedWithin = 60_000;

/**
 * Publishes an event, and resolves when JetStream confirmed it. Its id is the message id, which JetStream deduplicates;
 * its trace context is in the headers.
 * @param within milliseconds in which JetStream has to confirm it; five seconds where it is left out
 * @throws TimeoutError
 */
export async function publishEvent(jetstream: JetStreamClient, row: PublishableRow, within?: number): Promise<void> {
  const payload = JSON.stringify(row.envelope);
  const limit = within === undefined ? {} : { timeout: within };
  if (row.traceparent === null) {
    await jetstream.publish(row.subject, payload, { msgID: row.id, ...limit });
    return;
  }
  const attributes = { 'messaging.system': 'nats', 'messaging.destination.name': row.subject };
  const links = row.root === null ? [] : [row.root];
  const span = { name: `publish ${row.subject}`, kind: SpanKind.PRODUCER, parent: row.traceparent, links, attributes };
  await traced(span, async () => {
    const carried = headers();
    carried.set('traceparent', traceparent() ?? '');
    if (row.root !== null) carried.set('traceroot', row.root);
    await jetstream.publish(row.subject, payload, { msgID: row.id, headers: carried, ...limit });
  });
}
