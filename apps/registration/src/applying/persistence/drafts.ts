import { change, foundRow, lockedRow, sql, type Sql } from '@todoke/database';
import type { MailOutcome } from '@todoke/events';
import type { Draft } from '../domain/draft.js';
import type { Transaction } from '../../persistence/databases.js';
import { Prisma, type Draft as Row } from '../../persistence/generated/client.js';
import { draftFrom, rowFrom } from './draft-rows.js';

const model = { table: 'drafts', fields: Prisma.DraftScalarFieldEnum };

export async function findDraft(tx: Transaction, id: string): Promise<Draft | undefined> {
  const row = await foundRow<Row>(tx, model, { id });
  return row && draftFrom(row);
}

/** The draft, locked until the end of the transaction. */
export async function lockDraft(tx: Transaction, id: string): Promise<Draft | undefined> {
  const row = await lockedRow<Row>(tx, model, { id });
  return row && draftFrom(row);
}

export async function insertDraft(tx: Transaction, draft: Draft, now: Date): Promise<void> {
  const { items, ...row } = rowFrom(draft, now);
  await tx.draft.create({ data: { id: draft.id, ...row, items: items ?? Prisma.DbNull } });
}

/** Saves a draft that the transaction has locked. */
export const saveDraft = (tx: Transaction, draft: Draft, now: Date): Promise<void> =>
  change(tx, model, 'id', [{ id: draft.id, ...rowFrom(draft, now) }]);

/**
 * Keeps what became of mails with a code, the newest of each. A draft that is gone, or that has another code by now,
 * has no use for it.
 */
export const newestCodeMails = (outcomes: readonly MailOutcome[]): Sql =>
  sql`
    UPDATE drafts SET mail_state = news.state, mail_reason = news.reason, mail_version = news.version
    FROM (
      SELECT DISTINCT ON (reference) reference, state, reason, version
      FROM jsonb_to_recordset(${JSON.stringify(outcomes)}::jsonb)
        AS told (reference uuid, state text, reason text, version int)
      ORDER BY reference, version DESC
    ) AS news
    WHERE drafts.verification_id = news.reference AND drafts.mail_version < news.version`;
