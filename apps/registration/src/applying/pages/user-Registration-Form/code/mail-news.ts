import type { CodeMail } from '../../../domain/draft.js';

/** The outcome of the mail with the code, in words for the applicant. */
export interface MailNews {
  readonly kind: 'info' | 'success' | 'error';
  readonly text: string;
}

const bounced: Readonly<Record<string, string>> = {
  'no-such-address':
    '宛先のメールアドレスが見つからないため、認証メールを届けられませんでした。メールアドレスに誤りがないか確認し、誤りがあれば「メールアドレスを修正する」から修正してください。',
  'mailbox-full':
    '宛先のメールボックスの容量がいっぱいのため、認証メールを届けられませんでした。空き容量を確保してから、認証メールを再送信してください。',
  refused:
    '宛先のメールサーバが受信を拒否したため、認証メールを届けられませんでした。メールの受信設定を確認してから、認証メールを再送信してください。',
};

const bouncedForAnyReason =
  '認証メールを届けられませんでした。メールアドレスと受信設定を確認してから、認証メールを再送信してください。';

const failed = '認証メールを送信できませんでした。しばらく待ってから、認証メールを再送信してください。';

export function mailNews(mail: CodeMail): MailNews {
  switch (mail.state) {
    case 'under-way':
      return { kind: 'info', text: '認証メールを送信しています。' };
    case 'accepted':
      return { kind: 'success', text: '認証メールは、宛先のメールサーバに届きました。' };
    case 'bounced':
      return { kind: 'error', text: bounced[mail.reason ?? ''] ?? bouncedForAnyReason };
    case 'failed':
      return { kind: 'error', text: failed };
  }
}
