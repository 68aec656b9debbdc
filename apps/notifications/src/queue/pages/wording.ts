import type { BounceReason, FailureReason, MailState } from '../domain/mail.js';

/** 送信待ち, 送信完了 and 不達 as R161 names them. */
export const stateLabels: Readonly<Record<MailState, string>> = {
  waiting: '送信待ち',
  sending: '送信中',
  accepted: '送信完了',
  bounced: '不達',
  failed: '送信中止',
};

const reasons: Readonly<Record<BounceReason | FailureReason, string>> = {
  'no-such-address': '宛先がない',
  'mailbox-full': 'メールボックスの空き容量がない',
  refused: '受信側が拒否した',
  unknown: '受信側が拒否した（理由不明）',
  expired: '期限までに送れなかった',
  'gave-up': '送信を繰り返したが、受け取られなかった',
  unreadable: '封をした値を開けない',
};

export const reasonText = (reason: string): string =>
  (reasons as Readonly<Record<string, string>>)[reason] ?? reason;

/** How long something has waited, in the largest unit that says enough: 45秒, 12分, 3時間, 2日. */
export function age(since: Date, now: Date): string {
  const seconds = Math.max(0, Math.floor((now.getTime() - since.getTime()) / 1_000));
  if (seconds < 60) return `${seconds}秒`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)}分`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3_600)}時間`;
  return `${Math.floor(seconds / 86_400)}日`;
}
