/** Names of all mails by their code in the table of the requirements. */
export const mailNames = {
  M1: '認証コード通知',
  M2: 'ユーザ登録申請完了',
  M3: '却下',
  M4: '①事前確認',
  M5: '②利用案内',
  M6: '③既存利用者確認',
  M7: 'パスワードリセット案内',
  M8: '問合せ回答',
  M9: 'メールアドレス変更完了',
  M10: '連携却下の理由確認',
  M11: '報告の差戻し',
  M12: '調査回答のお願い',
  M13: '利用者登録の案内',
  M14: 'メールアドレス確認',
  M15: 'ログインID照会への回答',
} as const;

export type MailCode = keyof typeof mailNames;

/** The name of a mail as people read it, such as ②利用案内メール. */
export const mailTitle = (code: MailCode): string => `${mailNames[code]}メール`;

/** Mails about an application, in their usual order. */
export const applicationMails = ['M2', 'M3', 'M4', 'M5', 'M6'] as const satisfies readonly MailCode[];
export type ApplicationMail = (typeof applicationMails)[number];

/** Whether a code is that of a mail about an application. Events carry codes as open strings, so it may be any. */
export const isApplicationMail = (code: string): code is ApplicationMail =>
  applicationMails.some((known) => known === code);

/** States of a mail (R161). `failed`: it was given up, so that nobody knows whether it arrived. */
export const mailStates = ['waiting', 'sending', 'accepted', 'bounced', 'failed'] as const;
export type MailState = (typeof mailStates)[number];

export const mailStateWords: Readonly<Record<MailState, string>> = {
  waiting: '送信待ち',
  sending: '送信中',
  accepted: '送信完了',
  bounced: '不達',
  failed: '送信できず',
};

/** Words of the reasons for which a mail bounced or failed. */
const reasonWords: Readonly<Record<string, string>> = {
  'no-such-address': '宛先のメールアドレスが存在しません',
  'mailbox-full': '宛先のメールボックスの容量が不足しています',
  refused: '受信側のサーバに拒否されました',
  unknown: '受信側から理由が示されていません',
  expired: '期限までに送信できませんでした',
  'gave-up': '送信を繰り返しましたが、受信側のサーバに受け付けられませんでした',
  unreadable: '送信する内容を読み取れませんでした',
};

/** The word of a reason. An unknown reason is returned as it is. */
export const mailReasonWord = (reason: string): string =>
  Object.hasOwn(reasonWords, reason) ? (reasonWords[reason] ?? reason) : reason;
