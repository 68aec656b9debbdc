import type { CheckedFact } from './domain/identity-check.js';
import type { MailAdvice } from './domain/mail-advice.js';

/** Facts that a caller is asked for. */
export const factWords: Readonly<Record<CheckedFact, string>> = {
  name: '報告機関名',
  address: '所在地',
  phone: '代表電話番号',
  contact: '担当者名',
  'institution-code': '機関コード',
  'insurance-code': '保険機関コード',
  'mail-address': '登録されているメールアドレス',
};

/** アカウントの状態. */
export const accountStateWords = {
  unset: 'パスワード未設定',
  active: '有効',
  suspended: '停止中',
} as const;

export const accountWord = (hasAccount: boolean): string => (hasAccount ? 'あり' : 'なし');

/** What stands in place of a fact that is not known. */
export const none = '登録なし';

const noResending = '②利用案内メールを再送することはできません。';
const resetting =
  'ログイン画面の「パスワードをお忘れですか？」からお手続きください。登録されているメールアドレスに、パスワードを設定するためのURLが届きます。';

/** What the official tells whoever asked for a login ID (R79). */
export const loginIdAdvice: Readonly<Record<keyof typeof accountStateWords, readonly string[]>> = {
  unset: ['パスワードがまだ設定されていません。', resetting, noResending],
  active: [`パスワードが分からないときは、${resetting}`, noResending],
  suspended: ['アカウントが停止されています。厚生労働省G-MIS事務局へのお問い合わせをご案内ください。'],
};

/** What the desk tells whoever asks about a mail, or does about it (R79, R81): a sentence a line. */
export const mailAdviceWords: Readonly<Record<MailAdvice, readonly string[]>> = {
  wait: [
    '送信の途中です。',
    '受信側のサーバが混み合っているときや、メールボックスの容量が不足しているときは、送信を繰り返します。',
  ],
  arrived: ['受信側のサーバに届いています。迷惑メールフォルダもご確認いただくようお伝えください。'],
  'address-doubtful': [
    'メールアドレスが誤っているおそれがあり、①事前確認メールも届かない見込みです。',
    '正しいメールアドレスでの再申請をご案内ください。',
  ],
  'tell-reason': ['却下理由が届いていません。申請者に電話などで却下理由をお伝えください。'],
  'guidance-follows': ['受信側のサーバに届いています。翌営業日以降に②利用案内メールが送られます。'],
  'apply-again': ['アカウントは発行されていません。新しいメールアドレスでの再申請をご案内ください。'],
  'guidance-waits': ['送信の途中です。メールボックスの空き容量を確保していただくようお伝えください。', noResending],
  'change-address': [
    '受信側のサーバに届いています。迷惑メールフォルダもご確認いただくようお伝えください。',
    '見つからないときは、ログインIDをお伝えし、ログイン画面の「パスワードをお忘れですか？」をご案内ください。',
    'メールを受け取れる担当者がいないときは、メールアドレス変更依頼を受け付けてください。',
    noResending,
  ],
  'account-kept': [
    '不達ですが、アカウントは取り消されていません。パスワードがすでに設定されています。',
    'メールアドレス変更依頼を受け付けてください。',
  ],
  'void-first': [
    '送信を打ち切ったため、届いたかどうかは分かりません。',
    '届いていないときは、要対応の画面でアカウントを取り消してから、新しいメールアドレスでの再申請をご案内ください。',
  ],
  'tell-login-id': ['報告の権限が付与されたことが伝わっていません。ログインIDを照会し、利用者にご案内ください。'],
};

/** Pages on which advice is carried out. */
export type AdvicePage = 'address-change' | 'login-id' | 'to-dos';

export const mailAdvicePages: Readonly<Partial<Record<MailAdvice, readonly AdvicePage[]>>> = {
  'guidance-waits': ['login-id'],
  'change-address': ['login-id', 'address-change'],
  'account-kept': ['address-change'],
  'void-first': ['to-dos'],
  'tell-login-id': ['login-id'],
};
