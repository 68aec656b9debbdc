import { resetLinkHours } from '../../domain/lifetimes.js';
import type { LinkStanding } from '../../domain/password-link.js';

export interface LinkText {
  readonly status: 404 | 410;
  readonly heading: string;
  readonly texts: readonly string[];
  /** Offers the way to the login page. */
  readonly login: boolean;
  /** Offers the way to a new link. */
  readonly reset: boolean;
}

/** R93: why a link does not open the form, each with what to do. */
export const linkTexts: Readonly<Record<Exclude<LinkStanding, 'usable'>, LinkText>> = {
  'already-set': {
    status: 410,
    heading: 'パスワードはすでに設定されています',
    texts: [
      'このURLによるパスワードの設定は完了しています。ログイン画面から、ユーザ名と設定したパスワードでログインしてください。',
      '共有のメールアドレスで利用案内メールを受け取った場合は、同じメールを受け取ったほかの担当者がすでに設定しています。設定した方にご確認ください。',
      'パスワードがわからないときは、「パスワードをお忘れですか？」から再設定してください。',
    ],
    login: true,
    reset: true,
  },
  used: {
    status: 410,
    heading: 'このURLはすでに使用されています',
    texts: [
      'パスワードの再設定に使えるのは1回だけです。このURL、またはあとから届いた案内メールのURLで、パスワードはすでに再設定されています。',
      '心当たりがないときは、もう一度パスワードを再設定するか、ヘルプデスクへお問い合わせください。',
    ],
    login: true,
    reset: true,
  },
  'address-changed': {
    status: 410,
    heading: 'このURLは無効になりました',
    texts: [
      'このアカウントのメールアドレスが変更されたため、変更前のメールアドレスに届いたURLはご利用になれません。',
      '変更後のメールアドレスに届いた「メールアドレス変更完了のお知らせ」のユーザ名（ログインID）で、「パスワードをお忘れですか？」からパスワードを設定してください。',
    ],
    login: false,
    reset: true,
  },
  expired: {
    status: 410,
    heading: 'このURLの有効期限が切れています',
    texts: [
      `パスワードの再設定ができるのは、案内メールの送信から${resetLinkHours}時間です。もう一度、再設定をお申し込みください。`,
    ],
    login: false,
    reset: true,
  },
  void: {
    status: 410,
    heading: 'このURLは無効になりました',
    texts: [
      'このアカウントはご利用になれません。利用案内メールが届かなかったために、アカウントの発行が取り消された場合があります。',
      '都道府県の窓口にご確認のうえ、必要に応じて、有効なメールアドレスでもう一度新規ユーザ登録を申請してください。',
    ],
    login: false,
    reset: false,
  },
  unknown: {
    status: 404,
    heading: 'URLが正しくありません',
    texts: [
      'メールソフトによっては、長いURLが途中で切れることがあります。メールに記載のURLを、最初から最後まで1行につなげてブラウザのアドレス欄に貼り付け、もう一度開いてください。',
      'URLのあとに文字や記号が続いているときは、それらを除いてください。URLの大文字と小文字は区別されます。',
      'それでも開けないときは、ログイン画面の「パスワードをお忘れですか？」から再設定してください。',
    ],
    login: true,
    reset: true,
  },
};
