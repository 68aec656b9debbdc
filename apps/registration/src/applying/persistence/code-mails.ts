import type { MailOutcome } from '@todoke/events';
import type { Transaction } from '../../persistence/databases.js';

/**
 * Notes what became of mails with a code, the newest of each, in one statement. A draft that is gone, or that has
 * another code by now, has no use for it.
 */
export async function noteCodeMails(tx: Transaction, outcomes: readonly MailOutcome[]): Promise<void> {
  if (outcomes.length === 0) return;
  await tx.$executeRaw`
    UPDATE drafts SET mail_state = news.state, mail_reason = news.reason, mail_version = news.version
    FROM (
      SELECT DISTINCT ON (reference) reference, state, reason, version
      FROM jsonb_to_recordset(${JSON.stringify(outcomes)}::jsonb)
        AS told (reference uuid, state text, reason text, version int)
      ORDER BY reference, version DESC
    ) AS news
    WHERE drafts.verification_id = news.reference AND drafts.mail_version < news.version`;
}
