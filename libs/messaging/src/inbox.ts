import type { RunInTransaction, SqlTransaction } from '@todoke/database';
import type { Envelope } from '@todoke/events';

/** Types of aggregates about which several services announce events in turn. */
const rooted: ReadonlySet<string> = new Set(['application']);

/** An event that a module hears. */
export interface Heard {
  readonly event: Envelope;
  /** W3C Trace Context of its correlation root, else of the work that announced it. */
  readonly trace?: string | undefined;
  /**
   * Whether it is delivered to this module alone, by a replay or a retry. Inbox rows from before the service had
   * modules then do not count.
   */
  readonly forModule: boolean;
}

/**
 * The inbox (Idempotent Receiver): each event has its effect once in each module. Inbox row and effect commit together,
 * and a second delivery finds the row.
 */
export class Inbox<Transaction extends SqlTransaction = SqlTransaction> {
  constructor(private readonly transactions: RunInTransaction<Transaction>) {}

  /**
   * Writes inbox rows and runs `effect` in one transaction.
   * @param effect gets the ids of the events that the module had not taken; not called where it had taken all
   * @throws what `effect` throws; nothing is written then
   */
  take(
    module: string,
    heard: readonly Heard[],
    effect: (transaction: Transaction, fresh: Set<string>) => Promise<void>,
  ): Promise<void> {
    return this.transactions(async (transaction) => {
      const fresh = await note(transaction, module, heard);
      if (fresh.size > 0) await effect(transaction, fresh);
    });
  }
}

/**
 * Writes inbox rows, and for the first event about an aggregate its correlation root.
 * @returns the ids of the events that the module had not taken
 */
async function note(transaction: SqlTransaction, module: string, heard: readonly Heard[]): Promise<Set<string>> {
  const given = heard.map(({ event: { id, subject, aggregate, correlationId }, trace, forModule }) => {
    return {
      id,
      subject,
      about: aggregate.id,
      correlation: correlationId,
      trace,
      rooted: rooted.has(aggregate.type),
      forModule,
    };
  });
  const taken = await transaction.$queryRawUnsafe<{ id: string }[]>(
    `WITH given AS (
       SELECT * FROM jsonb_to_recordset($1::jsonb) AS given (
         id uuid, subject text, about text, correlation text, trace text, rooted boolean, "forModule" boolean)),
     taken AS (
       INSERT INTO inbox (event_id, subject, module) SELECT id, subject, $2 FROM given
       WHERE "forModule" OR NOT EXISTS (SELECT FROM inbox WHERE event_id = id AND module = '')
       ORDER BY id ON CONFLICT DO NOTHING RETURNING event_id),
     noted AS (
       INSERT INTO correlation_roots (aggregate_id, correlation_id, traceparent)
       SELECT about, correlation, trace FROM given JOIN taken ON event_id = id WHERE rooted ORDER BY about
       ON CONFLICT DO NOTHING)
     SELECT event_id::text AS id FROM taken`,
    JSON.stringify(given),
    module,
  );
  return new Set(taken.map(({ id }) => id));
}
