import { defineProblems } from '@todoke/service';

/** Refusals of the secretariat's pages. Texts are for the reader of a page. */
export const problems = defineProblems({
  applicationMissing: { kind: 'missing', text: '申請が見つかりません。申請番号をご確認ください。' },
  checkChanged: {
    kind: 'conflict',
    text: '画面を表示したあとに照合結果が変わりました。内容をもう一度ご確認ください。',
  },
  checkBegun: {
    kind: 'conflict',
    text: '確認が始まっているため、差し戻せませんでした。',
  },
  applicationReturned: {
    kind: 'conflict',
    text: 'この申請は都道府県に戻されたため、確認を完了できませんでした。',
  },
  choiceMissing: { kind: 'invalid', text: '既存の機関と同じかどうかを選択してください。' },
});
