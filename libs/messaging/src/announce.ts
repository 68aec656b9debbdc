import { randomUUID } from 'node:crypto';
import type { SqlTransaction } from '@todoke/database';
import type { DataOf, Envelope, EventContract } from '@todoke/events';
import { type Correlation, correlation, traceparent } from '@todoke/service';

/** What happened, to which aggregate, in which version of it, and when. */
export interface Fact<Data> {
  /** Id of the aggregate. */
  readonly id: string;
  /** Version of the aggregate after this change: 1, 2, … */
  readonly version: number;
  readonly occurredAt: Date;
  readonly data: Data;
  /** What made it happen, where one piece of work ends what several began. Left out: the work under way. */
  readonly because?: Correlation;
}

/**
 * Announces an event: writes it to the outbox within the caller's transaction, so that state and event stand
 * or fall together. The relay publishes it after the commit.
 * @throws ZodError when the fact does not fit its contract; the transaction should fail with it
 */
export async function announce<Contract extends EventContract>(
  transaction: SqlTransaction,
  contract: Contract,
  fact: Fact<DataOf<Contract>>,
): Promise<void> {
  await announceAll(transaction, [[contract, fact]]);
}

/**
 * Several events in one statement, in the given order. What is announced about an aggregate whose correlation has its root
 * elsewhere belongs to that correlation, with the work under way as its cause; its trace goes on, or is linked to it.
 */
export async function announceAll(
  transaction: SqlTransaction,
  facts: readonly (readonly [EventContract, Fact<unknown>])[],
): Promise<void> {
  const envelopes = facts.map(([contract, fact]) => contract.parse(envelopeOf(contract, fact)));
  await transaction.$executeRawUnsafe(
    `INSERT INTO outbox (id, subject, envelope, traceparent, root)
     SELECT (envelope->>'id')::uuid, envelope->>'subject',
            CASE WHEN correlation_id IS NULL OR correlation_id = envelope->>'correlationId' THEN envelope
                 ELSE jsonb_strip_nulls(jsonb_build_object('causationId', $3::text)) || envelope
                      || jsonb_build_object('correlationId', correlation_id) END,
            COALESCE($2, correlation_roots.traceparent), CASE WHEN $2 IS NOT NULL THEN correlation_roots.traceparent END
     FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS given (envelope, place)
     LEFT JOIN correlation_roots ON aggregate_id = envelope->'aggregate'->>'id' ORDER BY place`,
    JSON.stringify(envelopes),
    traceparent() ?? null,
    correlation.active()?.correlationId ?? null,
  );
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
