import { AsyncLocalStorage } from 'node:async_hooks';
import type { RunInTransaction, SqlTransaction } from '@todoke/database';
import type { Envelope } from '@todoke/events';
import { correlation, traceparent } from '@todoke/service';

/** Aggregates about which several services tell, one after the other. */
const storied: ReadonlySet<string> = new Set(['application']);

/** An event that was delivered, and the trace in which it was announced. */
export interface Heard {
  readonly event: Envelope;
  readonly trace?: string | undefined;
}

interface Shared<Transaction> {
  readonly transaction: Transaction;
  /** Ids of events that were not heard before and have had no effect yet. */
  readonly news: Set<string>;
}

/** Gives each event its effect once: inbox row and effect commit together, and a second delivery finds the row. */
export class Inbox<Transaction extends SqlTransaction = SqlTransaction> {
  private readonly underWay = new AsyncLocalStorage<Shared<Transaction>>();

  constructor(private readonly transactions: RunInTransaction<Transaction>) {}

  /** In the transaction that several events share, where one is under way; else in one of its own. */
  async once(event: Envelope, effect: (transaction: Transaction) => Promise<void>): Promise<void> {
    const shared = this.underWay.getStore();
    if (shared === undefined) {
      const trace = correlation.active()?.origin ?? traceparent();
      return this.together([{ event, trace }], () => this.once(event, effect));
    }
    if (shared.news.delete(event.id)) await effect(shared.transaction);
  }

  /** All effects that come of `work`, for these events, commit together or not at all. */
  together(heard: readonly Heard[], work: () => Promise<void>): Promise<void> {
    return this.transactions(async (transaction) => {
      const news = await note(transaction, heard);
      await this.underWay.run({ transaction, news }, work);
    });
  }
}

/**
 * Notes the events, and with the first one about an aggregate where its story began.
 * @returns the ids of those that were not noted before
 */
async function note(transaction: SqlTransaction, heard: readonly Heard[]): Promise<Set<string>> {
  const given = heard.map(({ event: { id, subject, aggregate, correlationId }, trace }) => {
    return { id, subject, about: aggregate.id, correlation: correlationId, trace, storied: storied.has(aggregate.type) };
  });
  const taken = await transaction.$queryRawUnsafe<{ id: string }[]>(
    `WITH given AS (
       SELECT * FROM jsonb_to_recordset($1::jsonb)
         AS given (id uuid, subject text, about text, correlation text, trace text, storied boolean)),
     taken AS (
       INSERT INTO inbox (event_id, subject) SELECT id, subject FROM given ORDER BY id
       ON CONFLICT DO NOTHING RETURNING event_id),
     noted AS (
       INSERT INTO origins (aggregate_id, correlation_id, traceparent)
       SELECT about, correlation, trace FROM given JOIN taken ON event_id = id WHERE storied ORDER BY about
       ON CONFLICT DO NOTHING)
     SELECT event_id::text AS id FROM taken`,
    JSON.stringify(given),
  );
  return new Set(taken.map(({ id }) => id));
}
