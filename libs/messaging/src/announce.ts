import { randomUUID } from 'node:crypto';
import { append, type AppendedTable, type SqlTransaction } from '@todoke/database';
import type { DataOf, Envelope, EventContract } from '@todoke/events';
import { type Correlation, correlation, traceparent } from '@todoke/service';

/** A fact to announce: its aggregate, the version after the change, the time and the data. */
export interface Fact<Data> {
  /** Id of the aggregate. */
  readonly id: string;
  /** Version of the aggregate after this change: 1, 2, … */
  readonly version: number;
  readonly occurredAt: Date;
  readonly data: Data;
  /** The cause, where one piece of work settles what several events began. Default: the work under way. */
  readonly because?: Correlation;
}

/**
 * Announces an event: writes it to the outbox in the caller's transaction, so that state and event commit together. The
 * relay publishes it after the commit (Transactional Outbox).
 * @throws ZodError where the fact does not fit its contract; the transaction should then fail
 */
export async function announce<Contract extends EventContract>(
  transaction: SqlTransaction,
  contract: Contract,
  fact: Fact<DataOf<Contract>>,
): Promise<void> {
  await announceAll(transaction, [[contract, fact]]);
}

/** An event as it is announced, before it has a position in the outbox. */
interface Announced {
  readonly envelope: Envelope;
  /** W3C Trace Context of the work under way. */
  readonly traceparent: string | undefined;
  /** The correlation of the work under way, where there is one: the cause of an event that belongs to another. */
  readonly cause: string | undefined;
}

const outbox: AppendedTable = {
  name: 'outbox',
  insert: (rows) =>
    `INSERT INTO outbox (id, subject, envelope, traceparent, root)
     SELECT (envelope->>'id')::uuid, envelope->>'subject',
            CASE WHEN correlation_id IS NULL OR correlation_id = envelope->>'correlationId' THEN envelope
                 ELSE jsonb_strip_nulls(jsonb_build_object('causationId', cause)) || envelope
                      || jsonb_build_object('correlationId', correlation_id) END,
            COALESCE(given.traceparent, correlation_roots.traceparent),
            CASE WHEN given.traceparent IS NOT NULL THEN correlation_roots.traceparent END
     FROM jsonb_array_elements(${rows}) WITH ORDINALITY AS events (event, place)
     CROSS JOIN LATERAL jsonb_to_record(event) AS given (envelope jsonb, traceparent text, cause text)
     LEFT JOIN correlation_roots ON aggregate_id = envelope->'aggregate'->>'id' ORDER BY place`,
};

/**
 * Announces several events, in the given order. An event about an aggregate whose correlation has a root elsewhere gets
 * the correlation id of the root, with the work under way as its cause. Its trace is that of the work under way, and
 * names the trace of the root for a span link; work without a trace continues that of the root.
 * @throws ZodError where a fact does not fit its contract
 */
export async function announceAll(
  transaction: SqlTransaction,
  facts: readonly (readonly [EventContract, Fact<unknown>])[],
): Promise<void> {
  const [trace, cause] = [traceparent(), correlation.active()?.correlationId];
  const events = facts.map(([contract, fact]): Announced => ({
    envelope: contract.parse(envelopeOf(contract, fact)),
    traceparent: trace,
    cause,
  }));
  await append(transaction, outbox, events);
}

function envelopeOf(contract: EventContract, fact: Fact<unknown>): Envelope {
  const { correlationId, causationId } = fact.because ?? correlation.current();
  return {
    id: randomUUID(),
    subject: contract.subject,
    occurredAt: fact.occurredAt.toISOString(),
    correlationId,
    ...(causationId === undefined ? {} : { causationId }),
    aggregate: { type: contract.aggregateType, id: fact.id, version: fact.version },
    data: fact.data,
  };
}
