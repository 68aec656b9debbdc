import type { RunInTransaction, SqlTransaction } from '@todoke/database';
import { unheard } from './verdict.js';

/** A dead letter for a list, without the data of the event, which may be personal. */
export interface DeadLetter {
  readonly id: string;
  readonly event_id: string;
  readonly subject: string;
  /** The module that could not take the event; empty: none in particular. */
  readonly module: string;
  readonly error_code: string;
  readonly deliveries: number;
  readonly died_at: Date;
  readonly state: 'dead' | 'retrying' | 'resolved';
}

/** A dead letter whose retry was requested. */
export interface WantedLetter {
  readonly id: string;
  readonly subject: string;
  readonly module: string;
  readonly payload: string;
}

const listed = `id::text, event_id, subject, module, error_code, deliveries, died_at,
  CASE WHEN resolved_at IS NOT NULL THEN 'resolved'
       WHEN retry_wanted_at IS NOT NULL THEN 'retrying' ELSE 'dead' END AS state`;

/**
 * The dead letters of a service (Dead Letter Channel): stores events that could not be taken, lists them, and has them
 * retried on request.
 */
export class DeadLetters<Transaction extends SqlTransaction = SqlTransaction> {
  constructor(private readonly transactions: RunInTransaction<Transaction>) {}

  async add(letter: {
    eventId: string;
    subject: string;
    module: string;
    payload: string;
    code: string;
    deliveries: number;
  }): Promise<void> {
    await this.transactions((transaction) =>
      transaction.$executeRawUnsafe(
        `INSERT INTO dead_letters (event_id, subject, payload, error_code, deliveries, module)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (event_id, subject, module) DO UPDATE SET error_code = EXCLUDED.error_code,
           payload = EXCLUDED.payload, deliveries = EXCLUDED.deliveries, died_at = now(),
           retry_wanted_at = NULL, resolved_at = NULL`,
        letter.eventId,
        letter.subject,
        // Postgres refuses NUL in a text. A payload with one is no event anyway.
        letter.payload.replaceAll('\0', '\u2400'),
        letter.code,
        letter.deliveries,
        letter.module,
      ),
    );
  }

  /** Which of these events the module has dead-lettered and not taken since. */
  async holds(module: string, eventIds: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await this.transactions((transaction) =>
      transaction.$queryRawUnsafe<{ event_id: string }[]>(
        'SELECT event_id FROM dead_letters WHERE module = $1 AND event_id = ANY($2::text[]) AND resolved_at IS NULL',
        module,
        eventIds,
      ),
    );
    return new Set(rows.map(({ event_id }) => event_id));
  }

  list(limit = 200): Promise<DeadLetter[]> {
    return this.transactions((transaction) =>
      transaction.$queryRawUnsafe<DeadLetter[]>(
        `SELECT ${listed} FROM dead_letters ORDER BY dead_letters.id DESC LIMIT $1::int`,
        limit,
      ),
    );
  }

  /**
   * Requests a retry. A running process of the service takes it up within seconds.
   * @returns how many dead letters that concerns
   */
  wantRetry(ids: readonly string[] | 'all'): Promise<number> {
    return this.transactions((transaction) =>
      transaction.$executeRawUnsafe(
        `UPDATE dead_letters SET retry_wanted_at = now()
         WHERE resolved_at IS NULL AND ($1::bigint[] IS NULL OR id = ANY($1::bigint[]))`,
        ids === 'all' ? null : ids,
      ),
    );
  }

  /**
   * Dead letters to retry: those that were requested, and those that another release stored because it had no row for
   * the event.
   * @param heard what this release hears, by module
   */
  wanted(heard: readonly { readonly module: string; readonly subject: string }[]): Promise<WantedLetter[]> {
    return this.transactions((transaction) =>
      transaction.$queryRawUnsafe(
        `SELECT id::text, subject, module, payload FROM dead_letters
         WHERE resolved_at IS NULL AND (retry_wanted_at IS NOT NULL OR (error_code = $1 AND EXISTS (
           SELECT FROM jsonb_to_recordset($2::jsonb) AS heard (module text, subject text)
           WHERE heard.subject = dead_letters.subject AND dead_letters.module IN ('', heard.module))))
         ORDER BY dead_letters.id LIMIT 50`,
        unheard,
        JSON.stringify(heard),
      ),
    );
  }

  /** Marks a dead letter as resolved. Its payload is deleted, since the reason to keep it is gone. */
  async resolved(id: string): Promise<void> {
    await this.transactions((transaction) =>
      transaction.$executeRawUnsafe(
        "UPDATE dead_letters SET resolved_at = now(), payload = '' WHERE id = $1::bigint",
        id,
      ),
    );
  }

  async failedAgain(id: string, code: string): Promise<void> {
    await this.transactions((transaction) =>
      transaction.$executeRawUnsafe(
        `UPDATE dead_letters SET retry_wanted_at = NULL, error_code = $2, deliveries = deliveries + 1
         WHERE id = $1::bigint`,
        id,
        code,
      ),
    );
  }
}
