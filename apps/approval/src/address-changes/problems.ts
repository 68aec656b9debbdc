import { defineProblems } from '@todoke/service';

/** Refusals about メールアドレス変更依頼. The texts are for officials. */
export const problems = defineProblems({
  changeMissing: { kind: 'missing', text: 'このメールアドレス変更依頼は見つかりません。' },
  institutionMissing: { kind: 'missing', text: 'この機関は見つかりません。' },
  notYoursToChange: { kind: 'forbidden', text: 'このメールアドレス変更依頼を実行する権限がありません。' },
  openAlready: {
    kind: 'conflict',
    text: 'この機関のメールアドレス変更依頼が、すでに受け付けられています。一覧から開き、実行するか取り下げてください。',
  },
  alreadyEnded: {
    kind: 'conflict',
    text: 'このメールアドレス変更依頼は、すでに終わっています。画面を開き直して、現在の状態をご確認ください。',
  },
  alreadyRequested: {
    kind: 'conflict',
    text: 'メールアドレスの変更がすでに始まっているため、取り下げられません。画面を開き直して、現在の状態をご確認ください。',
  },
});
