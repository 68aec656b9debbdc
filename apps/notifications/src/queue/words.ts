import type { HeldCause } from './domain/mail.js';

/** What holds mails, and what those who operate the service do about it. */
interface HeldWords {
  readonly what: string;
  readonly todo: string;
}

export const heldWords: Readonly<Record<HeldCause, HeldWords>> = {
  login: {
    what: 'メールサーバにログインできません。',
    todo: 'ユーザ名とパスワード（SMTP_URL）、暗号化（TLS）の設定を確認してください。',
  },
  relay: {
    what: 'メールサーバが、外部の宛先への中継を許可していません。',
    todo: 'メールサーバの管理者に、このシステムからの中継の許可を確認してください。',
  },
  sender: {
    what: '差出人のメールアドレスが、メールサーバに認められていません。',
    todo: '差出人（SENDER_ADDRESS）の登録と、ドメインのSPF、DKIM、DMARCの設定を確認してください。',
  },
  quota: {
    what: '送信数の上限に達したか、送信の契約が止められています。',
    todo: 'メール送信の契約の状態と上限を確認してください。',
  },
  blocked: {
    what: '送信元のサーバが、受信側に拒否されています。',
    todo: 'ブロックリストへの登録の有無と、送信元のIPアドレスの逆引きを確認してください。',
  },
  content: {
    what: 'メールの内容が、迷惑メールなどと判定されて拒否されています。',
    todo: 'メールの文面と、差出人のドメインの評価を確認してください。',
  },
  unclear: {
    what: '複数の宛先で、理由の示されない拒否が続いています。',
    todo: 'メールサーバの記録で、拒否の理由を確認してください。',
  },
};
