import { append, type AppendedTable } from '@todoke/database';
import type { Transaction } from '../../persistence/databases.js';

/** One line of an application's history. */
export interface HistoryLine {
  readonly round: number;
  readonly what: string;
  readonly at: Date;
  /** Subject of the official; absent for what other services announced. */
  readonly by?: string | undefined;
  /** 差戻しの理由. */
  readonly note?: string | undefined;
}

export interface NewHistoryLine extends HistoryLine {
  readonly number: string;
}

const history: AppendedTable = {
  name: 'history',
  insert: (rows) =>
    `INSERT INTO history (number, round, what, at, by, note)
     SELECT number, round, what, at, by, note FROM jsonb_populate_recordset(NULL::history, ${rows}) ON CONFLICT DO NOTHING`,
};

/** A line that stands there already stays as it is. */
export const noteHistory = (tx: Transaction, line: NewHistoryLine): Promise<void> => append(tx, history, [line]);
