import type { SqlTransaction } from './transaction.js';

/** Who acts, and when: the last argument of what happens within a transaction. */
export interface Act {
  /** Subject of a person, or the name of a reaction or job. */
  readonly actor: string;
  readonly now: Date;
}

/** Audit log: who did what to which record. Append only; ids only, no personal data (R159, R163, R168). */
export interface AuditEntry {
  /** Subject of a person, or the name of a reaction or job. */
  readonly actor: string;
  /** A verb, such as `application.approved` or `application.read`. */
  readonly action: string;
  /** Id of what it was done to. */
  readonly subject: string;
  readonly at: Date;
  readonly detail?: Readonly<Record<string, string | number | boolean>>;
}

/** Writes an audit row in the caller's transaction. No role of the running service can change it later. */
export async function audit(transaction: SqlTransaction, entry: AuditEntry): Promise<void> {
  await transaction.$executeRawUnsafe(
    'INSERT INTO audit (at, actor, action, subject, detail) VALUES ($1::timestamptz, $2, $3, $4, $5::jsonb)',
    entry.at.toISOString(),
    entry.actor,
    entry.action,
    entry.subject,
    JSON.stringify(entry.detail ?? {}),
  );
}
