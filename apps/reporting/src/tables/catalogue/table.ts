import type { List } from '@todoke/web';
import type { Jurisdiction } from '../../surveys/index.js';

/** For whom a table is, and when. */
export interface Viewer {
  readonly now: Date;
  readonly jurisdiction: Jurisdiction;
  /** The whole country. */
  readonly whole: boolean;
}

/** A レポート: rows of data that officials look at and export. Declared once, in a folder of its own. */
export interface Table {
  /** In addresses, in the audit log and in names of files. */
  readonly key: string;
  /** The names under which レポート一覧 has it. */
  readonly names: readonly string[];
  /** What it has, in one sentence. */
  readonly about: string;
  /** Stands below the title. */
  readonly lead?: string;
  /** Key of the folder in which it is. */
  readonly folder: string;
  /**
   * The list for one person at one time: columns follow the form that is valid then, and the rows of a round are those
   * that are owed then.
   */
  readonly list: (viewer: Viewer) => List<Viewer>;
}

export interface Folder {
  readonly key: string;
  readonly name: string;
  /** Key of the folder in which it is; absent in すべてのフォルダ. */
  readonly parent?: string;
}

/** すべてのフォルダ (R148). */
export const folders: readonly Folder[] = [
  { key: 'system', name: '999_システム(自治体)' },
  { key: 'system-home', name: 'ホーム画面', parent: 'system' },
  { key: 'surveys', name: '調査' },
];

/** The folder and those above it, the outermost first. */
export function pathTo(key: string): readonly Folder[] {
  const folder = folders.find((one) => one.key === key);
  if (folder === undefined) return [];
  return folder.parent === undefined ? [folder] : [...pathTo(folder.parent), folder];
}
