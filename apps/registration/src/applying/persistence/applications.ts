import { foundRow } from '@todoke/database';
import type { Agreement, Items } from '../domain/draft.js';
import type { Transaction } from '../../persistence/databases.js';
import { type Application as Row, Prisma } from '../../persistence/generated/client.js';

const model = { table: 'applications', fields: Prisma.ApplicationScalarFieldEnum };

/** An application as its applicant submitted it. */
export interface SubmittedApplication {
  readonly number: string;
  readonly draftId: string;
  readonly address: string;
  readonly items: Items;
  readonly agreement: Agreement;
  readonly submittedAt: Date;
}

/** @returns its number: APF- and eight digits, each once and rising (R41) */
export async function insertApplication(
  tx: Transaction,
  { draftId, address, items, agreement, submittedAt }: Omit<SubmittedApplication, 'number'>,
): Promise<string> {
  const rows = await tx.$queryRaw<{ number: string }[]>`
    INSERT INTO applications
      (number, prefecture, draft_id, address, items, terms_version, privacy_version, submitted_at)
    VALUES ('APF-' || lpad(nextval('application_numbers')::text, 8, '0'), ${items.prefecture}, ${draftId}::uuid,
            ${address}, ${JSON.stringify(items)}::jsonb, ${agreement.terms}, ${agreement.privacy}, ${submittedAt})
    RETURNING number`;
  return rows[0]!.number;
}

/** The application that came of a draft, which is what the session that holds the draft may see. */
export async function findApplicationOf(tx: Transaction, draftId: string): Promise<SubmittedApplication | undefined> {
  const row = await foundRow<Row>(tx, model, { draftId });
  if (row === undefined || row.items === null || row.address === null) return undefined;
  return {
    number: row.number,
    draftId,
    address: row.address,
    items: row.items as unknown as Items,
    agreement: { terms: row.termsVersion ?? '', privacy: row.privacyVersion ?? '' },
    submittedAt: row.submittedAt,
  };
}
