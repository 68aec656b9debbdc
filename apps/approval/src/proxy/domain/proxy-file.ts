import type { Application as Items } from '@todoke/application-form';
import type { TextEncoding } from '@todoke/japan';
import type { Mark } from './marks.js';
import type { Note } from './judge-row.js';

/** How far a file is. `reading`: rows are missing; `read`: nothing is filed yet; `filed`: no row is left. */
export type FileState = 'reading' | 'read' | 'filing' | 'filed';

/** A file of proxy applications. */
export interface ProxyFile {
  readonly id: string;
  /** Two digits. */
  readonly prefecture: string;
  readonly fileName: string;
  /** SHA-256 of its bytes. */
  readonly digest: string;
  readonly encoding: TextEncoding;
  readonly state: FileState;
  /** Subject of the official. */
  readonly readBy: string;
  readonly readAt: Date;
  readonly startedBy: string | null;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
}

/** What became of a row. `failed`: it could not be stored, although nothing was wrong with it. */
export const rowStates = ['ready', 'filed', 'left-out', 'faulty', 'failed'] as const;
export type RowState = (typeof rowStates)[number];

/** A row as it is read. */
export interface NewRow {
  readonly row: number;
  readonly name: string;
  readonly state: 'ready' | 'faulty';
  readonly mark: Mark | null;
  readonly notes: readonly Note[];
  readonly items: Items | null;
}

/** A row that is to be filed. */
export interface ReadyRow {
  readonly request: string;
  readonly mark: Mark | null;
  readonly notes: readonly Note[];
  readonly items: Items;
}

/** How many rows have a state and a mark. */
export interface RowCount {
  readonly state: RowState;
  readonly mark: Mark | null;
  readonly count: number;
}

/** Rows of certain states; of certain marks, where they are named. */
export const countOf = (counts: readonly RowCount[], states: readonly RowState[], mark?: Mark): number =>
  counts
    .filter((one) => states.includes(one.state) && (mark === undefined || one.mark === mark))
    .reduce((sum, { count }) => sum + count, 0);
