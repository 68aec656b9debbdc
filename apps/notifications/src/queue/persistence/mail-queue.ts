import { sql, type Sql } from '@todoke/database';
import type { MailCode } from '@todoke/lifecycle';
import type { Transaction } from '../../persistence/databases.js';
import type { AboutMail, EndedMail, LateReason, SendingMail, WaitingMail } from '../domain/mail.js';

/** A mail to be queued. */
export interface NewMail {
  readonly id: string;
  readonly eventId: string;
  readonly code: MailCode;
  readonly position: number;
  readonly reference: string;
  readonly address: string;
  readonly facts: Readonly<Record<string, string>>;
  readonly sealed: string | null;
  readonly urgency: number;
  readonly giveUpAt: Date;
  readonly lateReason: LateReason;
  readonly correlationId: string;
  /** Where it belongs in a trace (W3C Trace Context). */
  readonly traceparent: string | null;
  readonly createdAt: Date;
}

/** A claimed mail, with what is needed to send it. */
export interface ClaimedMail {
  readonly mail: SendingMail;
  readonly address: string;
  /** The recipient's server refuses us, as no other does. */
  readonly recipientsFault: boolean;
  readonly facts: Readonly<Record<string, string>>;
  readonly sealed: string | null;
  readonly eventId: string;
  readonly correlationId: string;
  readonly traceparent: string | null;
}

/** A mail whose end was written, as the event about it needs it. */
export interface WrittenMail {
  readonly id: string;
  readonly version: number;
  readonly attempts: number;
  readonly possiblyTwice: boolean;
  readonly eventId: string;
  readonly correlationId: string;
}

interface AboutRow {
  id: string;
  code: MailCode;
  reference: string;
  attempts: number;
  possibly_twice: boolean;
  give_up_at: Date;
  late_reason: LateReason;
}

interface ClaimedRow extends AboutRow {
  urgency: number;
  address: string;
  recipients_fault: boolean;
  facts: Record<string, string>;
  sealed: string | null;
  event_id: string;
  correlation_id: string;
  traceparent: string | null;
}

const aboutOf = (row: AboutRow): AboutMail => ({
  id: row.id,
  code: row.code,
  reference: row.reference,
  attempts: row.attempts,
  possiblyTwice: row.possibly_twice,
  giveUpAt: row.give_up_at,
  lateReason: row.late_reason,
});

/**
 * The statement that puts mails in the queue. One that is there already, by event, mail and position of the address,
 * stays as it is.
 */
export const insertedMails = (mails: readonly NewMail[]): Sql =>
  sql`INSERT INTO mails (id, event_id, code, position, reference, address, facts, sealed, urgency, state,
                        due_at, give_up_at, late_reason, correlation_id, traceparent, created_at)
     SELECT id, "eventId", code, position, reference, address, facts, sealed, urgency, 'waiting',
            "createdAt", "giveUpAt", "lateReason", "correlationId", traceparent, "createdAt"
     FROM jsonb_to_recordset(${JSON.stringify(mails)}::jsonb) AS given (
       id uuid, "eventId" uuid, code text, position smallint, reference text, address text, facts jsonb,
       sealed text, urgency smallint, "giveUpAt" timestamptz, "lateReason" text, "correlationId" text,
       traceparent text, "createdAt" timestamptz)
     ON CONFLICT DO NOTHING`;

export interface Claim {
  /** Owner of the lease. */
  readonly owner: string;
  /** At most so many. */
  readonly limit: number;
  /** Milliseconds of the lease. */
  readonly lease: number;
  /** The mails that this process knows how to make. */
  readonly codes: readonly MailCode[];
  /** None to these addresses and domains, in lower case. */
  readonly avoid: readonly string[];
  /** Only of this domain, in lower case. */
  readonly only?: string;
  readonly now: Date;
}

/** The domain of the row's address, in lower case. */
export const domainOfRow = (row: string): string => `lower(substring(${row}.address from '[^@]*$'))`;
export const domain = domainOfRow('mails');

/** Claims mails that are due, the urgent ones first; rows that another sender is claiming are skipped. */
export async function claimMails(
  tx: Transaction,
  { owner, limit, lease, codes, avoid, only, now }: Claim,
): Promise<ClaimedMail[]> {
  const rows = await tx.$queryRawUnsafe<ClaimedRow[]>(
    `WITH picked AS (
       SELECT id FROM mails
       WHERE state = 'waiting' AND due_at <= $1::timestamptz AND give_up_at > $1::timestamptz
         AND code = ANY($5::text[])
         AND (cardinality($6::text[]) = 0 OR NOT (lower(address) = ANY($6::text[]) OR ${domain} = ANY($6::text[])))
         AND ($7::text IS NULL OR ${domain} = $7::text)
       ORDER BY urgency, due_at LIMIT $2::int FOR NO KEY UPDATE SKIP LOCKED)
     UPDATE mails SET state = 'sending', attempts = attempts + 1, lease_owner = $3::uuid,
                      lease_until = clock_timestamp() + $4::int * interval '1 millisecond'
     FROM picked WHERE mails.id = picked.id
     RETURNING mails.id, code, reference, attempts, possibly_twice, give_up_at, late_reason,
               urgency, address, recipients_fault, facts, sealed, event_id, correlation_id, traceparent`,
    now.toISOString(),
    limit,
    owner,
    lease,
    codes,
    avoid,
    only ?? null,
  );
  return rows
    .sort((a, b) => a.urgency - b.urgency)
    .map((row) => ({
      mail: { ...aboutOf(row), state: 'sending' },
      address: row.address,
      recipientsFault: row.recipients_fault,
      facts: row.facts,
      sealed: row.sealed,
      eventId: row.event_id,
      correlationId: row.correlation_id,
      traceparent: row.traceparent,
    }));
}

/**
 * Writes the outcomes of mails that `owner` had claimed. Where the lease was lost meanwhile nothing is
 * written, with one exception: an accepted mail ends accepted, so that it is not sent again.
 * @returns those whose end was written now
 */
export async function settleMails(
  tx: Transaction,
  owner: string,
  mails: readonly (WaitingMail | EndedMail)[],
): Promise<WrittenMail[]> {
  return write(
    tx,
    mails,
    `(mails.state = 'sending' AND mails.lease_owner = $2::uuid AND mails.attempts = given.attempts)
     OR (given.state = 'accepted' AND mails.state IN ('waiting', 'sending'))`,
    owner,
  );
}

/** Writes the end of mails that were waiting; the caller's transaction holds them. */
export const endWaitingMails = (tx: Transaction, mails: readonly EndedMail[]): Promise<WrittenMail[]> =>
  write(tx, mails, `mails.state = 'waiting'`);

async function write(
  tx: Transaction,
  mails: readonly (WaitingMail | EndedMail)[],
  where: string,
  ...values: string[]
): Promise<WrittenMail[]> {
  const ordered = [...mails].sort((a, b) => (a.id < b.id ? -1 : 1));
  const rows = await tx.$queryRawUnsafe<
    (AboutRow & Record<'event_id' | 'correlation_id' | 'state', string> & { version: number })[]
  >(
    `UPDATE mails SET
       state = given.state, due_at = COALESCE(given."dueAt", mails.due_at), ended_at = given.at,
       status = COALESCE(given.status, mails.status), reason = given.reason,
       possibly_twice = mails.possibly_twice OR given."possiblyTwice",
       held = given.held->>'cause',
       held_at = CASE WHEN given.held IS NOT NULL THEN COALESCE(mails.held_at, (given.held->>'at')::timestamptz) END,
       version = mails.version + (given.at IS NOT NULL)::int,
       sealed = CASE WHEN given.at IS NULL THEN mails.sealed END, lease_owner = NULL, lease_until = NULL
     FROM jsonb_to_recordset($1::jsonb) AS given (
       id uuid, attempts int, state text, "dueAt" timestamptz, at timestamptz, status text, reason text,
       "possiblyTwice" boolean, held jsonb)
     WHERE mails.id = given.id AND (${where})
     RETURNING mails.id, mails.state, mails.attempts, mails.possibly_twice, mails.version,
               event_id, correlation_id`,
    JSON.stringify(ordered),
    ...values,
  );
  return rows
    .filter(({ state }) => state !== 'waiting')
    .map((row) => ({
      id: row.id,
      version: row.version,
      attempts: row.attempts,
      possiblyTwice: row.possibly_twice,
      eventId: row.event_id,
      correlationId: row.correlation_id,
    }));
}

/** Waiting mails whose time is up, held by the caller's transaction. */
export async function findLateMails(tx: Transaction, now: Date, limit: number): Promise<WaitingMail[]> {
  const rows = await tx.$queryRawUnsafe<(AboutRow & { due_at: Date })[]>(
    `SELECT id, code, reference, attempts, possibly_twice, give_up_at, late_reason, due_at FROM mails
     WHERE state = 'waiting' AND give_up_at <= $1::timestamptz LIMIT $2::int FOR NO KEY UPDATE SKIP LOCKED`,
    now.toISOString(),
    limit,
  );
  return rows.map((row) => ({ ...aboutOf(row), state: 'waiting', dueAt: row.due_at }));
}

/**
 * Mails whose lease has expired wait again. Their sender may have died after handing them over, so they
 * are marked as possibly sent twice.
 * @returns how many
 */
export const releaseLapsedMails = (tx: Transaction, now: Date): Promise<number> =>
  tx.$executeRawUnsafe(
    `UPDATE mails SET state = 'waiting', possibly_twice = true, due_at = $1::timestamptz,
                      lease_owner = NULL, lease_until = NULL
     WHERE id IN (SELECT id FROM mails WHERE state = 'sending' AND lease_until < clock_timestamp()
                  FOR NO KEY UPDATE SKIP LOCKED)`,
    now.toISOString(),
  );

/**
 * Removes addresses and facts from mails that ended long ago. What remains is no personal data, and still
 * recognises its event.
 * @returns how many, at most `limit`
 */
export const eraseMails = (tx: Transaction, endedBefore: Date, now: Date, limit: number): Promise<number> =>
  tx.$executeRawUnsafe(
    `UPDATE mails SET address = NULL, facts = '{}', sealed = NULL, erased_at = $2::timestamptz
     WHERE id IN (SELECT id FROM mails WHERE ended_at < $1::timestamptz AND erased_at IS NULL
                  LIMIT $3::int FOR NO KEY UPDATE SKIP LOCKED)`,
    endedBefore.toISOString(),
    now.toISOString(),
    limit,
  );
