import type { SqlTransaction } from './transaction.js';
import { append, type AppendedTable } from './unit-of-work.js';

/** Who acts, and when: the last argument of what happens within a transaction. */
export interface Act {
  /** Subject of a person, or the name of a reaction or job. */
  readonly actor: string;
  readonly now: Date;
}

/** Audit log: who did what to which record. Append only; ids only, no personal data (R159, R163, R168). */
export interface AuditEntry {
  /**
   * Subject of a person, or the name of a reaction or job. In a transaction that works for a person (limits with
   * `person`) the row is of that person, whatever is said here.
   */
  readonly actor: string;
  /** A verb, such as `application.approved` or `application.read`. */
  readonly action: string;
  /** Id of what it was done to. */
  readonly subject: string;
  readonly detail?: Readonly<Record<string, string | number | boolean>>;
}

/** A trigger reads `todoke.actor`, which each row sets before it is inserted. */
const auditLog: AppendedTable = {
  name: 'audit',
  insert: (rows) =>
    `INSERT INTO audit (action, subject, detail)
     SELECT action, subject, coalesce(detail, '{}') FROM (
       SELECT action, subject, detail, set_config('todoke.actor', actor, true)
       FROM jsonb_to_recordset(${rows}) AS given (actor text, action text, subject text, detail jsonb)) AS told`,
};

/**
 * Appends an audit row in the caller's transaction. A trigger gives it the actor and the time of that transaction. No
 * role of the running service can change it later.
 */
export const audit = (transaction: SqlTransaction, entry: AuditEntry): Promise<void> =>
  append(transaction, auditLog, [entry]);
