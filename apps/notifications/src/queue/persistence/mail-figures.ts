import type { MailCode, MailState } from '@todoke/lifecycle';
import type { Transaction } from '../../persistence/databases.js';

interface MailCount {
  readonly code: MailCode;
  readonly state: MailState;
  readonly count: number;
}

export interface MailFigures {
  readonly counts: readonly MailCount[];
  /** When the oldest mail that still waits or is on its way was queued. */
  readonly oldestOpen: Date | undefined;
  readonly possiblyTwice: number;
}

export async function mailFigures(tx: Transaction): Promise<MailFigures> {
  const counts = await tx.$queryRawUnsafe<MailCount[]>(
    'SELECT code, state, count(*)::int AS count FROM mails GROUP BY code, state',
  );
  const [rest] = await tx.$queryRawUnsafe<{ oldest: Date | null; twice: number }[]>(
    `SELECT (SELECT min(created_at) FROM mails WHERE state IN ('waiting', 'sending')) AS oldest,
            (SELECT count(*)::int FROM mails WHERE possibly_twice) AS twice`,
  );
  return { counts, oldestOpen: rest?.oldest ?? undefined, possiblyTwice: rest?.twice ?? 0 };
}

/** A mail that did not arrive, by what it was about; without its address. */
export interface FailedMailRow {
  readonly code: MailCode;
  readonly reference: string;
  readonly state: 'bounced' | 'failed';
  readonly status: string | null;
  readonly reason: string;
  readonly attempts: number;
  readonly endedAt: Date;
}

/** The latest first. */
export const mailsNotArrived = (tx: Transaction, limit: number): Promise<FailedMailRow[]> =>
  tx.$queryRawUnsafe<FailedMailRow[]>(
    `SELECT code, reference, state, status, reason, attempts, ended_at AS "endedAt" FROM mails
     WHERE state IN ('bounced', 'failed') ORDER BY ended_at DESC LIMIT $1::int`,
    limit,
  );
