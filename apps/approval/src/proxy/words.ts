import type { Cell } from '@todoke/web';
import { type Alike, likenessWords, stateWord } from '../reviews/index.js';
import type { EarlierRow, Mark } from './domain/marks.js';
import type { FileState, RowState } from './domain/proxy-file.js';

type Tag = Extract<Cell, { tag: object }>;

const tag = (label: string, kind: Tag['tag']['kind']): Tag => ({ tag: { label, ...(kind && { kind }) } });

export const fileStateTags: Readonly<Record<FileState, Tag>> = {
  reading: tag('読込中断', 'danger'),
  read: tag('申請前', 'warning'),
  filing: tag('申請中', 'info'),
  filed: tag('完了', 'success'),
};

export const rowStateWords: Readonly<Record<RowState, string>> = {
  ready: '申請待ち',
  filed: '申請済',
  'left-out': '申請しない',
  faulty: '誤り',
  failed: '登録できず',
};

const kinds: Readonly<Record<RowState, Tag['tag']['kind']>> = {
  ready: 'info',
  filed: 'success',
  'left-out': 'neutral',
  faulty: 'danger',
  failed: 'danger',
};

export const rowStateTag = (state: RowState): Tag => tag(rowStateWords[state], kinds[state]);

/** Why a row may not be needed. */
export const markWords: Readonly<Record<Mark, string>> = {
  applied: '手続き中の申請がある機関',
  repeated: 'ファイルの中で重複する行',
  holder: 'アカウントのある機関',
};

export const encodingWords = { 'utf-8': 'UTF-8', cp932: 'Shift_JIS（CP932）' } as const;

export const aboutAlike = (found: Alike): string =>
  found.kind === 'institution'
    ? `アカウントのある機関「${found.name}」と${likenessWords[found.likeness]}です。`
    : `申請${found.number}（${stateWord(found.state)}）と${likenessWords[found.likeness]}です。`;

export const aboutEarlierRow = ({ row, likeness }: EarlierRow): string =>
  `${row}行目と${likenessWords[likeness]}です。`;

/** A row that is right, and of which the database refused the application. */
export const notStored = '登録できませんでした。代理申請の画面から申請してください。';
