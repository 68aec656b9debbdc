import type { SqlTransaction } from './transaction.js';

/** Who acts, and when: the last argument of what happens within a transaction. */
export interface Act {
  /** Subject of a person, or the name of a reaction or job. */
  readonly actor: string;
  readonly now: Date;
}

/** Audit log: who did what to which record. Append only; ids only, no personal data (R159, R163, R168). */
export interface AuditEntry {
  /**
   * Subject of a person, or the name of a reaction or job. In a transaction that works for a person (`limitTo` with
   * `person`) the row is of that person, whatever is said here.
   */
  readonly actor: string;
  /** A verb, such as `application.approved` or `application.read`. */
  readonly action: string;
  /** Id of what it was done to. */
  readonly subject: string;
  readonly detail?: Readonly<Record<string, string | number | boolean>>;
}

/**
 * Writes an audit row in the caller's transaction, in one statement. A trigger gives it the actor and the time of that
 * transaction. No role of the running service can change it later.
 */
export async function audit(transaction: SqlTransaction, entry: AuditEntry): Promise<void> {
  await transaction.$executeRawUnsafe(
    `INSERT INTO audit (action, subject, detail)
     SELECT $2::text, $3::text, $4::jsonb FROM (SELECT set_config('todoke.actor', $1::text, true)) AS told`,
    entry.actor,
    entry.action,
    entry.subject,
    JSON.stringify(entry.detail ?? {}),
  );
}
