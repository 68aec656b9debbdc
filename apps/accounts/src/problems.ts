import { defineProblems } from '@todoke/service';

/** Every refusal of this service. Texts are for the reader of a page. */
export const problems = defineProblems({
  busy: { kind: 'unavailable', text: 'ただいま混み合っています。少し時間をおいてから、もう一度お試しください。' },
  applicationMissing: { kind: 'missing', text: '申請が見つかりません。申請番号をご確認ください。' },
  checkChanged: {
    kind: 'conflict',
    text: '画面を表示したあとに照合結果が変わりました。内容をもう一度ご確認ください。',
  },
  choiceMissing: { kind: 'invalid', text: '既存の機関と同じかどうかを選択してください。' },
  institutionMissing: { kind: 'missing', text: '機関が見つかりません。' },
  linkNotUsable: { kind: 'gone', text: 'このURLはご利用になれません。' },
  passwordRefused: { kind: 'invalid', text: 'パスワードの条件を満たしていません。' },
  signInRefused: { kind: 'invalid', text: 'ユーザ名またはパスワードが正しくありません。' },
  tooManyAttempts: {
    kind: 'throttled',
    text: 'ログインの失敗が続いたため、しばらく受け付けを止めています。時間をおいてから、もう一度お試しください。',
  },
});
