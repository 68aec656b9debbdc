import type { Delivery, DeliveryState } from './domain/delivery.js';
import type { StopReason } from './domain/endpoint.js';
import type { testEvent, WebhookEvent } from './domain/facts.js';
import type { SendFault } from './sending/send.js';

export const eventWords: Readonly<Record<WebhookEvent | typeof testEvent, string>> = {
  'application.received': '申請の受付',
  'application.approved': '申請の承認',
  'application.rejected': '申請の却下',
  'mail.accepted': 'メールの送信完了',
  'mail.bounced': 'メールの不達',
  'mail.failed': 'メールの送信失敗',
  'webhook.test': 'テスト送信',
};

export const eventWord = (type: string): string => eventWords[type as WebhookEvent] ?? type;

export const deliveryTag = (state: DeliveryState) =>
  ({
    waiting: { label: '送信待ち', kind: 'info' },
    delivered: { label: '送信完了', kind: 'success' },
    'given-up': { label: '送信失敗', kind: 'danger' },
  })[state] as { label: string; kind: 'info' | 'success' | 'danger' };

const faultWords: Readonly<Record<SendFault, string>> = {
  'private-address': 'インターネットから接続できないアドレス',
  'name-unknown': 'ホスト名が見つからない',
  refused: '接続を拒否された',
  'no-answer': '応答がない',
  certificate: '証明書を確認できない',
  connection: '接続が切れた',
  'secret-unreadable': 'シークレットの更新が必要',
};

/** What came of the last attempt: the status of its answer, or why there was none. */
export function answerText({ status, error, triedAt }: Delivery): string {
  if (triedAt === undefined) return '';
  if (status !== undefined) return String(status);
  return faultWords[error as SendFault] ?? '応答がない';
}

export const stopWords: Readonly<Record<StopReason, string>> = {
  failing: '5日間、送信に失敗し続けたため、停止しました。受信側を確認し、再開してください。',
  gone: '受信側が受信の終了（410）を返したため、停止しました。',
  wished: '停止しています。停止中の出来事は送信されません。',
};
