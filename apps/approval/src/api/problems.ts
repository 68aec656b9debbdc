import { defineProblems } from '@todoke/service';
import { hoursOfKey } from './domain/idempotency.js';
import { pageSizes } from './domain/pass.js';

/** Every refusal of this module. The texts are for those who program prefectures' systems. */
export const problems = defineProblems({
  tokenMissing: {
    kind: 'unauthenticated',
    text: 'アクセストークンがありません。「Authorization: Bearer （アクセストークン）」を付けてください。',
  },
  tokenInvalid: {
    kind: 'unauthenticated',
    text: 'アクセストークンが無効か、期限が切れています。新しいトークンを取得してください。',
  },
  clientInactive: {
    kind: 'unauthenticated',
    text: 'このクライアントは登録されていないか、利用が停止されています。事務局へお問い合わせください。',
  },
  scopeMissing: { kind: 'forbidden', text: 'この操作に必要なスコープが、アクセストークンにありません。' },
  tooManyRequests: {
    kind: 'throttled',
    text: '短い時間に要求が集中しました。「Retry-After」の秒数だけ待ってから、もう一度お試しください。',
  },
  idempotencyKeyMissing: {
    kind: 'malformed',
    text: '「Idempotency-Key」がありません。要求ごとに異なる、255文字までの半角英数字（UUIDなど）を付けてください。',
  },
  idempotencyKeyReused: {
    kind: 'invalid',
    text: `この「Idempotency-Key」は、${hoursOfKey}時間以内に別の内容の要求で使われています。`,
  },
  idempotencyKeyInUse: {
    kind: 'conflict',
    text: '同じ「Idempotency-Key」の要求を処理しています。しばらくたってから、もう一度お試しください。',
  },
  parameterInvalid: { kind: 'malformed', text: 'パラメータを読み取れません。' },
  cursorInvalid: {
    kind: 'malformed',
    text: '「cursor」を読み取れません。応答にあった値を、同じ「status」とともに、そのまま指定してください。',
  },
  itemsInvalid: { kind: 'invalid', text: '申請の項目に誤りがあります。' },
  reasonUnusable: { kind: 'invalid', text: '却下理由に誤りがあります。' },
  csvMissing: { kind: 'malformed', text: 'CSVがありません。「Content-Type: text/csv」で送信してください。' },
  sandboxFull: { kind: 'conflict', text: 'お試し用の申請が上限に達しました。30日使わないと、初めの状態に戻ります。' },
});

/** What is said of a parameter. */
export const parameterTexts = {
  status: '「status」は、この仕様にある状態のいずれかを指定してください。',
  updatedSince: '「updatedSince」は、時差の付いた日時（例：2026-11-20T10:00:00+09:00）で指定してください。',
  limit: `「limit」は、1から${pageSizes.most}までの整数で指定してください。`,
  applicationNumber: '「applicationNumber」は、申請番号（例：APF-00000001）で指定してください。',
  leaveOut: '「leaveOut」は、この仕様にある印を「,」で区切って指定してください。',
} as const;
