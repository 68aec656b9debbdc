import { defineProblems } from '@todoke/service';

/** Every refusal of this service. Texts are for applicants and officials; details go to the log only. */
export const problems = defineProblems({
  draftMissing: {
    kind: 'gone',
    text: '申請の途中の情報が見つかりません。お手数ですが、メールアドレスの入力から最初からやり直してください。',
  },
  tooManyRequests: {
    kind: 'throttled',
    text: '短い時間に操作が繰り返されたため、受け付けを一時的に止めています。10分ほど待ってから、もう一度操作してください。',
  },
  applicationMissing: {
    kind: 'missing',
    text: '表示できる申請がありません。申請内容は、申請を行ったブラウザでのみ表示・ダウンロードできます。',
  },
  noCodeUnderWay: {
    kind: 'missing',
    text: '送信した認証メールはありません。',
  },
});
