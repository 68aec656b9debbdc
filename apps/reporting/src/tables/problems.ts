import { defineProblems } from '@todoke/service';

/** Every refusal of this module. */
export const problems = defineProblems({
  tableMissing: { kind: 'missing', text: 'お探しのレポートは見つかりません。' },
  folderMissing: { kind: 'missing', text: 'お探しのフォルダは見つかりません。' },
  filterMissing: { kind: 'missing', text: 'お探しの条件は見つかりません。すでに削除されている場合があります。' },
});
