import type { Texts } from '@todoke/forms';
import type { Transaction } from '../../persistence/databases.js';
import type { Act } from '../domain/report.js';

/** What is being typed of a report, by the names of the fields. */
export interface Draft extends Act {
  readonly texts: Texts;
}

/** What is being typed, where the person of the transaction fills it in. */
export async function findDraft(tx: Transaction, report: string): Promise<Draft | undefined> {
  const [row] = await tx.$queryRaw<Draft[]>`
    SELECT texts, typed_by AS "by", typed_at AS "at" FROM reports_drafts WHERE report = ${report}::uuid`;
  return row;
}

/** Stores what is being typed. The transaction has locked or begun the report. */
export async function storeDraft(tx: Transaction, report: string, { texts, by, at }: Draft): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO reports_drafts (report, texts, typed_by, typed_at)
    VALUES (${report}::uuid, ${JSON.stringify(texts)}::jsonb, ${by}, ${at})
    ON CONFLICT (report) DO UPDATE SET
      texts = excluded.texts, typed_by = excluded.typed_by, typed_at = excluded.typed_at`;
}

/** What was typed is reported: it is no draft any more. */
export async function dropDraft(tx: Transaction, report: string): Promise<void> {
  await tx.$executeRaw`DELETE FROM reports_drafts WHERE report = ${report}::uuid`;
}
