import type { RunInTransaction, SqlTransaction } from '@todoke/database';
import { unheard } from './verdict.js';

/** A dead letter as it may be listed: no data of the event, which may be personal. */
export interface DeadLetter {
  readonly id: string;
  readonly event_id: string;
  readonly subject: string;
  readonly error_code: string;
  readonly deliveries: number;
  readonly died_at: Date;
  readonly state: 'dead' | 'retrying' | 'resolved';
}

const listed = `id::text, event_id, subject, error_code, deliveries, died_at,
  CASE WHEN resolved_at IS NOT NULL THEN 'resolved' WHEN retry_wanted_at IS NOT NULL THEN 'retrying' ELSE 'dead' END AS state`;

/** Events that could not be taken are dead-lettered here, looked at, and tried again when somebody says so. */
export class DeadLetters<Transaction extends SqlTransaction = SqlTransaction> {
  constructor(private readonly transactions: RunInTransaction<Transaction>) {}

  async add(letter: {
    eventId: string;
    subject: string;
    payload: string;
    code: string;
    deliveries: number;
  }): Promise<void> {
    await this.transactions((transaction) =>
      transaction.$executeRawUnsafe(
        `INSERT INTO dead_letters (event_id, subject, payload, error_code, deliveries) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (event_id, subject) DO UPDATE SET error_code = EXCLUDED.error_code,
           payload = EXCLUDED.payload, deliveries = EXCLUDED.deliveries, died_at = now(),
           retry_wanted_at = NULL, resolved_at = NULL`,
        letter.eventId,
        letter.subject,
        // Postgres takes no NUL in a text; a payload with one is no event anyway.
        letter.payload.replaceAll('\0', '\u2400'),
        letter.code,
        letter.deliveries,
      ),
    );
  }

  list(limit = 200): Promise<DeadLetter[]> {
    return this.transactions((transaction) =>
      transaction.$queryRawUnsafe<DeadLetter[]>(
        `SELECT ${listed} FROM dead_letters ORDER BY dead_letters.id DESC LIMIT $1::int`,
        limit,
      ),
    );
  }

  /** Asks for another try. A running instance of the service takes it up within seconds. */
  wantRetry(ids: readonly string[] | 'all'): Promise<number> {
    return this.transactions((transaction) =>
      transaction.$executeRawUnsafe(
        `UPDATE dead_letters SET retry_wanted_at = now()
         WHERE resolved_at IS NULL AND ($1::bigint[] IS NULL OR id = ANY($1::bigint[]))`,
        ids === 'all' ? null : ids,
      ),
    );
  }

  /** @param heard subjects of this release: what another one dead-lettered because it did not hear them is wanted too */
  wanted(heard: readonly string[]): Promise<{ id: string; subject: string; payload: string }[]> {
    return this.transactions((transaction) =>
      transaction.$queryRawUnsafe(
        `SELECT id::text, subject, payload FROM dead_letters
         WHERE resolved_at IS NULL
           AND (retry_wanted_at IS NOT NULL OR (error_code = $1 AND subject = ANY($2::text[])))
         ORDER BY dead_letters.id LIMIT 50`,
        unheard,
        heard,
      ),
    );
  }

  /** The payload goes with the reason for keeping it. */
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
