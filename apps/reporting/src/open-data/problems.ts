import { defineProblems } from '@todoke/service';

/** Every refusal of this module. */
export const problems = defineProblems({
  fileMissing: { kind: 'missing', text: 'お探しのファイルは見つかりません。' },
  importMissing: { kind: 'missing', text: 'お探しの取り込みは見つかりません。' },
  importUnread: {
    kind: 'conflict',
    text: 'ファイルの読み込みが終わっていません。もう一度ファイルを選んで、読み込んでください。',
  },
});
