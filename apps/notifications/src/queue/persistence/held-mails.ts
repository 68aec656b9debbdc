import type { Transaction } from '../../persistence/databases.js';
import type { HeldCause } from '../domain/mail.js';
import { domain, domainOfRow } from './mail-queue.js';

/** Mails that are held for one fault of ours. */
export interface HeldMails {
  readonly cause: HeldCause;
  readonly count: number;
  /** When the first of them was refused. */
  readonly since: Date;
}

/** By cause, the longest first. */
export const heldMails = (tx: Transaction): Promise<HeldMails[]> =>
  tx.$queryRawUnsafe<HeldMails[]>(
    `SELECT held AS cause, count(*)::int AS count, min(held_at) AS since FROM mails
     WHERE held IS NOT NULL AND state IN ('waiting', 'sending') GROUP BY held ORDER BY min(held_at)`,
  );

/** How many mails wait because their recipient's server refuses us, as no other does. */
export async function countRecipientsFaults(tx: Transaction): Promise<number> {
  const [row] = await tx.$queryRawUnsafe<{ count: number }[]>(
    'SELECT count(*)::int AS count FROM mails WHERE recipients_fault AND ended_at IS NULL',
  );
  return row?.count ?? 0;
}

/**
 * Mails that were held for a fault of ours are due: all, or those of a domain.
 * @returns how many
 */
export const releaseHeldMails = (
  tx: Transaction,
  now: Date,
  whose: 'all' | { readonly domain: string },
): Promise<number> =>
  tx.$executeRawUnsafe(
    `UPDATE mails SET due_at = $1::timestamptz
     WHERE state = 'waiting' AND held IS NOT NULL AND due_at > $1::timestamptz
       AND ($2::text IS NULL OR ${domain} = $2::text)`,
    now.toISOString(),
    whose === 'all' ? null : whose.domain,
  );

/** A mail that was held again just now. */
export interface HeldAgain {
  readonly id: string;
  readonly at: Date;
}

/**
 * Of mails that were held again those are held no more whose recipient's server alone refuses us: since it first did, a
 * mail to another domain was accepted, of the same kind where the content is refused; or that was found of another mail
 * to the same domain, which still waits.
 */
export const blameRecipients = (tx: Transaction, mails: readonly HeldAgain[]): Promise<number> =>
  tx.$executeRawUnsafe(
    `UPDATE mails SET recipients_fault = true, held = NULL, held_at = NULL
     FROM jsonb_to_recordset($1::jsonb) AS given (id uuid, at timestamptz)
     WHERE mails.id = given.id AND state = 'waiting' AND held IS NOT NULL AND (
       EXISTS (SELECT FROM mails AS taken
               WHERE taken.ended_at > mails.held_at AND taken.ended_at < given.at AND taken.erased_at IS NULL
                 AND taken.state = 'accepted' AND ${domainOfRow('taken')} <> ${domainOfRow('mails')}
                 AND (mails.held <> 'content' OR taken.code = mails.code))
       OR EXISTS (SELECT FROM mails AS known
                  WHERE known.recipients_fault AND known.ended_at IS NULL
                    AND ${domainOfRow('known')} = ${domainOfRow('mails')}))`,
    JSON.stringify(mails),
  );

/**
 * Mails that are held for a fault of ours are not given up for having been tried for long enough, nor are those behind
 * them, which nobody could try meanwhile. One that is held for its own content holds up no other.
 * @param all whether the server refuses all mails now
 * @returns how many, whose time would have been up, wait until then
 */
export const extendHeldMails = (tx: Transaction, now: Date, until: Date, all: boolean): Promise<number> =>
  tx.$executeRawUnsafe(
    `UPDATE mails SET give_up_at = $2::timestamptz
     WHERE state = 'waiting' AND late_reason = 'gave-up' AND give_up_at <= $1::timestamptz
       AND ($3::boolean OR held IS NOT NULL
            OR (NOT recipients_fault
                AND EXISTS (SELECT FROM mails WHERE state = 'waiting' AND held IS NOT NULL AND held <> 'content')))`,
    now.toISOString(),
    until.toISOString(),
    all,
  );
