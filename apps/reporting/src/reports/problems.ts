import { defineProblems } from '@todoke/service';

/** Every refusal of this module. */
export const problems = defineProblems({
  pageMissing: { kind: 'missing', text: 'お探しのページは見つかりません。' },
  reportMissing: { kind: 'missing', text: 'お探しの報告は見つかりません。' },
  notPermitted: { kind: 'forbidden', text: 'お使いのアカウントには、この制度の報告権限が存在しません。' },
  notPossible: { kind: 'conflict', text: 'この報告は、いまは始められません。制度の画面で理由をご確認ください。' },
  alreadyReported: {
    kind: 'conflict',
    text: 'この報告は報告済です。内容を直すときは、引き戻してから入力してください。',
  },
  alreadyReleased: {
    kind: 'conflict',
    text: 'この報告は都道府県が公表の手続きを済ませたため、変更できません。基本情報に変更があるときは、随時報告をご利用ください。',
  },
  notReported: { kind: 'conflict', text: 'この報告は、まだ報告済ではありません。' },
  windowClosed: {
    kind: 'conflict',
    text: '報告期間は終了しました。入力した内容は残っていますが、報告することはできません。管轄の都道府県の窓口にお問い合わせください。',
  },
});
