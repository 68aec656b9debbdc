import { inTokyo } from '@todoke/japan';
import { defineProblems, Problem } from '@todoke/service';

/** What people who sign in are refused. Texts are for the reader of a page. */
export const problems = defineProblems({
  busy: { kind: 'unavailable', text: 'ただいま混み合っています。少し時間をおいてから、もう一度お試しください。' },
  linkNotUsable: { kind: 'gone', text: 'このURLはご利用になれません。' },
  passwordRefused: { kind: 'invalid', text: 'パスワードの条件を満たしていません。' },
  signInRefused: { kind: 'invalid', text: 'ユーザ名またはパスワードが正しくありません。' },
});

/** @param until the instant at which attempts are accepted again, told by the clock of Tokyo to the minute: 10時25分 */
export function tooManyAttempts(until: Date): Problem {
  const minute = 60_000;
  const clock = inTokyo(new Date(Math.ceil(until.getTime() / minute) * minute));
  const text =
    'ログインの失敗が続いたため、しばらく受け付けを止めています。' +
    `${clock.hour}時${clock.minute}分を過ぎてから、もう一度お試しください。`;
  return new Problem('too-many-attempts', 'throttled', text);
}
