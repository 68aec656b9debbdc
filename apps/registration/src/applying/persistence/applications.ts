import { applicationNumber } from '@todoke/lifecycle';
import type { Agreement, Items } from '../domain/draft.js';
import type { Transaction } from '../../persistence/databases.js';

/** An application as its applicant submitted it. */
export interface SubmittedApplication {
  readonly number: string;
  readonly draftId: string;
  readonly address: string;
  readonly items: Items;
  readonly agreement: Agreement;
  readonly submittedAt: Date;
}

/** APF- and eight digits, each once and rising (R41). */
export async function nextApplicationNumber(tx: Transaction): Promise<string> {
  const rows = await tx.$queryRaw<{ next: bigint }[]>`SELECT nextval('application_numbers') AS next`;
  return applicationNumber(rows[0]!.next);
}

export async function insertApplication(tx: Transaction, application: SubmittedApplication): Promise<void> {
  const { number, draftId, address, items, agreement, submittedAt } = application;
  await tx.application.create({
    data: {
      number,
      prefecture: items.prefecture,
      draftId,
      address,
      items: { ...items },
      termsVersion: agreement.terms,
      privacyVersion: agreement.privacy,
      submittedAt,
    },
  });
}

/** The application that came of a draft, which is what the session that holds the draft may see. */
export async function findApplicationOf(tx: Transaction, draftId: string): Promise<SubmittedApplication | undefined> {
  const row = await tx.application.findUnique({ where: { draftId } });
  if (row === null || row.items === null || row.address === null) return undefined;
  return {
    number: row.number,
    draftId,
    address: row.address,
    items: row.items as unknown as Items,
    agreement: { terms: row.termsVersion ?? '', privacy: row.privacyVersion ?? '' },
    submittedAt: row.submittedAt,
  };
}
