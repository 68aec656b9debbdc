import { defineProblems } from '@todoke/service';

/** Refusals about to-dos. The texts are for officials. */
export const problems = defineProblems({
  todoMissing: { kind: 'missing', text: 'この対応事項は見つかりません。' },
  notYoursToMark: { kind: 'forbidden', text: 'この対応事項を連絡済みにする権限がありません。' },
  notVoidable: {
    kind: 'conflict',
    text: 'このアカウントは取り消せません。要対応の一覧を開き直して、現在の状態をご確認ください。',
  },
});
