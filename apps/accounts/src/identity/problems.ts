import { defineProblems } from '@todoke/service';

/** What people who sign in are refused. Texts are for the reader of a page. */
export const problems = defineProblems({
  apiClientMissing: { kind: 'missing', text: 'このAPIクライアントは見つかりません。' },
  busy: { kind: 'unavailable', text: 'ただいま混み合っています。少し時間をおいてから、もう一度お試しください。' },
  linkNotUsable: { kind: 'gone', text: 'このURLはご利用になれません。' },
  passwordRefused: { kind: 'invalid', text: 'パスワードの条件を満たしていません。' },
  signInRefused: { kind: 'invalid', text: 'ユーザ名またはパスワードが正しくありません。' },
});
