import type { Texts, Values } from '@todoke/forms';
import type { Transaction } from '../../persistence/databases.js';
import type { Act } from '../domain/report.js';

/** What is being typed of a report, by the names of the fields. */
export interface Draft extends Act {
  readonly texts: Texts;
  /** What was said last time, as it was when the draft was begun. */
  readonly last: Values | undefined;
}

/** What is being typed, where the person of the transaction fills it in. */
export async function findDraft(tx: Transaction, report: string): Promise<Draft | undefined> {
  const [row] = await tx.$queryRaw<(Act & { texts: Texts; last: Values | null })[]>`
    SELECT texts, last, typed_by AS "by", typed_at AS "at" FROM reports_drafts WHERE report = ${report}::uuid`;
  return row && { ...row, last: row.last ?? undefined };
}

const toJson = (values: Values | undefined): string | null => (values === undefined ? null : JSON.stringify(values));

/** Begins a draft of a report that the transaction has locked or made. */
export async function insertDraft(tx: Transaction, report: string, { texts, last, by, at }: Draft): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO reports_drafts (report, texts, last, typed_by, typed_at)
    VALUES (${report}::uuid, ${JSON.stringify(texts)}::jsonb, ${toJson(last)}::jsonb, ${by}, ${at})`;
}

/** Stores what is being typed. The transaction has locked the report. */
export async function storeTexts(tx: Transaction, report: string, texts: Texts, { by, at }: Act): Promise<void> {
  await tx.$executeRaw`
    UPDATE reports_drafts SET texts = ${JSON.stringify(texts)}::jsonb, typed_by = ${by}, typed_at = ${at}
    WHERE report = ${report}::uuid`;
}

/** What was typed is reported: it is no draft any more. */
export async function dropDraft(tx: Transaction, report: string): Promise<void> {
  await tx.$executeRaw`DELETE FROM reports_drafts WHERE report = ${report}::uuid`;
}
