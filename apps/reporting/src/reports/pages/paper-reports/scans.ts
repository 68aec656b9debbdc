import { filePath, type FileState, type KeptFile } from '../../../files/index.js';

const told: Readonly<Record<FileState, string>> = {
  ready: '',
  held: 'ウイルス検査中',
  refused: 'ウイルスが見つかったため、削除しました',
};

/** Files as links, with what holds of those that nobody gets. */
export const filesOf = (files: readonly KeptFile[]) =>
  files.map(({ id, name, state }) => ({
    name,
    href: state === 'ready' ? filePath(id) : undefined,
    told: told[state],
  }));
