import { defineProblems } from '@todoke/service';

/** Every refusal of this module. */
export const problems = defineProblems({
  fileMissing: { kind: 'missing', text: 'お探しのファイルは見つかりません。削除されたか、保存期間が過ぎています。' },
  fileUnusable: { kind: 'invalid', text: 'ファイルを読み取れませんでした。' },
  fileUnread: {
    kind: 'conflict',
    text: 'ファイルの読み込みが終わっていません。もう一度ファイルを選んで、読み込んでください。',
  },
  nothingToFile: { kind: 'conflict', text: '申請する行がありません。申請しない行の選択を確かめてください。' },
  fileBegun: { kind: 'conflict', text: 'このファイルの申請はすでに始まっているため、削除できません。' },
});
