import { defineProblems } from '@todoke/service';

/** Every refusal of this module. The texts are for officials. */
export const problems = defineProblems({
  institutionMissing: { kind: 'missing', text: 'この機関は見つかりません。' },
  applicationMissing: { kind: 'missing', text: 'この申請番号の申請は見つかりません。' },
  checkMissing: { kind: 'missing', text: 'この本人確認の記録は見つかりません。' },
  checkOver: {
    kind: 'gone',
    text: '本人確認から10分を過ぎたため、ログインIDを表示できません。もう一度、本人確認を記録してください。',
  },
  notYoursToLookUp: { kind: 'forbidden', text: 'ログインIDの照会は、管轄の都道府県が行います。' },
});
