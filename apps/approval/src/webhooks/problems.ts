import { defineProblems } from '@todoke/service';
import { mostEndpoints } from './domain/endpoint.js';
import type { AddressFault } from './sending/address.js';

/** Refusals of webhooks. The texts are for officials of prefectures. */
export const problems = defineProblems({
  endpointMissing: { kind: 'missing', text: 'このWebhookは見つかりません。' },
  deliveryMissing: { kind: 'missing', text: 'この送信の記録は見つかりません。' },
  endpointStopped: { kind: 'conflict', text: 'このWebhookは停止しています。再開してから、もう一度お試しください。' },
  tooManyEndpoints: { kind: 'conflict', text: `Webhookは${mostEndpoints}件まで登録できます。` },
});

/** What is wrong with an address, beside its field. */
export const addressFaults: Readonly<Record<AddressFault, string>> = {
  'no-address': 'URLを https:// から入力してください。',
  'not-https': 'https:// で始まるURLを入力してください。',
  'with-credentials': 'ユーザ名やパスワードを含むURLは登録できません。',
  private: 'インターネットから接続できないアドレスは登録できません。',
};
