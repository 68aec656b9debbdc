import type { Cell } from '@todoke/web';
import { type Outcome, outcomes } from './domain/import-row.js';
import type { ImportState } from './persistence/imports.js';

type Tag = Extract<Cell, { tag: object }>;

const tag = (label: string, kind: Tag['tag']['kind']): Tag => ({ tag: { label, ...(kind && { kind }) } });

/** The state of an import. */
export const stateTags: Readonly<Record<ImportState, Tag>> = {
  reading: tag('読込中', 'info'),
  read: tag('確認待ち', 'warning'),
  taken: tag('取込済', 'success'),
};

const kinds: Readonly<Record<Outcome, Tag['tag']['kind']>> = {
  matched: 'info',
  taken: 'success',
  doubtful: 'warning',
  unknown: 'neutral',
  faulty: 'danger',
  held: 'danger',
  repeated: 'warning',
  elsewhere: 'neutral',
  older: 'neutral',
};

/** What became of a row. */
export const outcomeTag = (outcome: Outcome): Tag => tag(outcomes[outcome], kinds[outcome]);
