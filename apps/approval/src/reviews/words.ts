import type { Likeness } from './domain/duplicates.js';
import { institutionTypes, type InstitutionType } from '@todoke/application-form';
import type { ApplicationMail, MailState } from './domain/mail.js';
import type { Review, StateName } from './domain/review.js';

/** 状態 as officials read it (R159). */
export const stateWords: Readonly<Record<StateName, string>> = {
  waiting: '申請済（承認待ち）',
  approved: '承認済（事務局確認待ち）',
  rejected: '却下',
  'pre-noticed': '事前確認送信済',
  issued: '発行完了',
  granted: '権限付与',
  'nothing-to-do': '対応不要',
  'pre-notice-undeliverable': '不達（①事前確認メール）',
  'not-issued': '発行見送り',
  voided: '不達（②利用案内メール）',
};

type Kind = 'neutral' | 'info' | 'success' | 'warning' | 'danger';

/** What the official has to do stands out; what has ended well or badly says so. */
const stateKinds: Readonly<Record<StateName, Kind>> = {
  waiting: 'warning',
  approved: 'info',
  rejected: 'neutral',
  'pre-noticed': 'info',
  issued: 'success',
  granted: 'success',
  'nothing-to-do': 'neutral',
  'pre-notice-undeliverable': 'danger',
  'not-issued': 'neutral',
  voided: 'danger',
};

export const stateTag = (name: StateName) => ({ label: stateWords[name], kind: stateKinds[name] });

/** What the official may tell an applicant who asks, or has to do (R81). */
const stateAdvice: Readonly<Partial<Record<StateName, string>>> = {
  approved: '事務局が申請内容を確認しています。',
  'pre-noticed': '①事前確認メールは届いています。翌営業日以降に②利用案内メールが送られます。',
  issued: 'アカウントが発行されました。②利用案内メールの状態は「メール送信状況」でご確認ください。',
  granted: '既存のアカウントに報告の権限が付与されました。新しいアカウントは発行されません。',
  'nothing-to-do': '報告の権限をもつアカウントがすでにあるため、手続きもメールの送信も行われません。',
  'pre-notice-undeliverable':
    'メールアドレスに届かないため発行されません。正しいメールアドレスでの再申請をご案内ください。',
  'not-issued': '事務局の確認の結果、アカウントは発行されません。',
  voided:
    '②利用案内メールが届かず、アカウントは無効になりました。新しいメールアドレスでの再申請をご案内ください。',
};

/** After a proxy application nobody else tells a user that the account may report now (R76). */
const tellTheUser =
  '利用者へのご案内が必要です。既存のアカウントに報告の権限が付与されましたが、代理申請のためメールは送られません。都道府県から利用者へご案内ください。';

export const adviceFor = ({ state, route }: Review): string | undefined =>
  state.name === 'granted' && route === 'proxy' ? tellTheUser : stateAdvice[state.name];

/** 機関区分 (R23). */
export const typeWord = (type: InstitutionType): string =>
  institutionTypes.find(({ value }) => value === type)?.label ?? type;

export const mailWords: Readonly<Record<ApplicationMail, string>> = {
  M2: 'ユーザ登録申請完了メール',
  M3: '却下メール',
  M4: '①事前確認メール',
  M5: '②利用案内メール',
  M6: '③既存利用者確認メール',
};

/** R161; the last is neither of its two ends. */
const mailStateWords: Readonly<Record<MailState, string>> = {
  expected: '送信待ち',
  accepted: '送信完了',
  bounced: '不達',
  failed: '送信できず',
};

const mailKinds: Readonly<Record<MailState, Kind>> = {
  expected: 'neutral',
  accepted: 'success',
  bounced: 'danger',
  failed: 'danger',
};

export const mailTag = (state: MailState) => ({ label: mailStateWords[state], kind: mailKinds[state] });

export const mailReasonWords: Readonly<Record<string, string>> = {
  'no-such-address': '宛先のメールアドレスが存在しません',
  'mailbox-full': '宛先のメールボックスの容量が不足しています',
  refused: '受信側のサーバに拒否されました',
  unknown: '受信側から理由が示されていません',
  expired: '期限までに送信できませんでした',
  'gave-up': '送信を繰り返しましたが、受信側のサーバに受け付けられませんでした',
  unreadable: '送信する内容を読み取れませんでした',
};

export const likenessWords: Readonly<Record<Likeness, string>> = {
  'institution-code': '機関コードが同じ',
  'insurance-code': '保険機関コードが同じ',
  'name-and-address': '機関名と住所が同じ',
};

export const historyWords: Readonly<Record<string, string>> = {
  ...stateWords,
  received: '申請受付',
  filed: '代理申請',
  approved: '都道府県が承認',
  rejected: '都道府県が却下',
  'pre-noticed': '①事前確認メール送達',
  issued: 'アカウント発行（発行完了）',
  voided: 'アカウント無効（②利用案内メール不達）',
};
