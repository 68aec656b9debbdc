import type { Transaction } from '../../persistence/databases.js';

/** One line of an application's history. */
export interface HistoryLine {
  readonly what: string;
  readonly at: Date;
}

export interface NewHistoryLine extends HistoryLine {
  readonly number: string;
  readonly round: number;
  /** Subject of the official; absent for what other services announced. */
  readonly by?: string;
}

/** A line that stands there already stays as it is. */
export async function noteHistory(tx: Transaction, line: NewHistoryLine): Promise<void> {
  await tx.historyEntry.createMany({ data: [line], skipDuplicates: true });
}

/** The oldest first. */
export const findHistory = (tx: Transaction, number: string): Promise<HistoryLine[]> =>
  tx.historyEntry.findMany({ where: { number }, orderBy: { at: 'asc' } });
