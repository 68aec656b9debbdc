import { defineProblems } from '@todoke/service';

/** Every refusal of this module. */
export const problems = defineProblems({
  surveyMissing: { kind: 'missing', text: 'お探しの調査は見つかりません。' },
  answerMissing: { kind: 'missing', text: 'お探しの回答は見つかりません。' },
  surveyEnded: {
    kind: 'gone',
    text: 'この調査は終了しました。これまでの回答は表示できますが、新しく回答することはできません。',
  },
  onlyRead: { kind: 'forbidden', text: 'この調査の回答は表示できますが、入力や修正はできません。' },
  reminderTooLate: { kind: 'conflict', text: '回答期限を過ぎたため、催促メールは送れません。' },
});
