import { type RunInTransaction, type RunStatement, sql, type Sql, type SqlTransaction } from '@todoke/database';
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
  constructor(
    private readonly transactions: RunInTransaction<Transaction>,
    private readonly inOneStatement: RunStatement,
  ) {}

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

  /**
   * Writes inbox rows and brings a projection up to date in one statement. The projection may get events that the
   * module had taken: it stays as it is then.
   * @throws what Postgres throws; nothing is written then
   */
  project(module: string, heard: readonly Heard[], projection: Sql | undefined): Promise<void> {
    const noted = noting(module, heard);
    return this.inOneStatement(
      projection === undefined
        ? sql`WITH ${noted} SELECT FROM taken`
        : sql`WITH ${noted}, projected AS (${projection}) SELECT FROM taken`,
    );
  }
}

/**
 * Writes inbox rows, and for the first event about an aggregate its correlation root.
 * @returns the ids of the events that the module had not taken
 */
async function note(transaction: SqlTransaction, module: string, heard: readonly Heard[]): Promise<Set<string>> {
  const { text, values } = sql`WITH ${noting(module, heard)} SELECT event_id::text AS id FROM taken`;
  const taken = await transaction.$queryRawUnsafe<{ id: string }[]>(text, ...values);
  return new Set(taken.map(({ id }) => id));
}

/** Common table expressions that write the rows; `taken` has the events that the module had not taken. */
function noting(module: string, heard: readonly Heard[]): Sql {
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
  return sql`given AS (
       SELECT * FROM jsonb_to_recordset(${JSON.stringify(given)}::jsonb) AS given (
         id uuid, subject text, about text, correlation text, trace text, rooted boolean, "forModule" boolean)),
     taken AS (
       INSERT INTO inbox (event_id, subject, module) SELECT id, subject, ${module}::text FROM given
       WHERE "forModule" OR NOT EXISTS (SELECT FROM inbox WHERE event_id = id AND module = '')
       ORDER BY id ON CONFLICT DO NOTHING RETURNING event_id),
     noted AS (
       INSERT INTO correlation_roots (aggregate_id, correlation_id, traceparent)
       SELECT about, correlation, trace FROM given JOIN taken ON event_id = id WHERE rooted ORDER BY about
       ON CONFLICT DO NOTHING)`;
}
