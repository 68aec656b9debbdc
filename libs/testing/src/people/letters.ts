/** What stands before every subject. */
const sender = '【厚生労働省G-MIS事務局】';

/** Subjects as the requirements have them. */
export const subjects = {
  code: `${sender}認証コードのお知らせ`,
  received: `${sender}ユーザ登録申請完了のお知らせ`,
  rejected: `${sender}ユーザ登録申請却下のお知らせ`,
  notice: `${sender}G-MISアカウント発行にかかる事前のご連絡`,
  guidance: `${sender}G-MISログインIDのお知らせ及びパスワード設定のご依頼`,
  existing: `${sender}報告機関内でのG-MISご利用者の確認依頼`,
  reset: `${sender}パスワードリセットのご案内`,
  addressChanged: `${sender}メールアドレス変更完了のお知らせ`,
} as const;

/** The six digits of a code mail's text. */
export const codeIn = (text: string): string | undefined => /(?<!\d)\d{6}(?!\d)/.exec(text)?.[0];

/** The content of mail ②: the login ID and the link to set the password, each on a line of its own. */
export interface Guidance {
  readonly loginId: string;
  readonly link: string;
}

/** What a text has of them; empty where it lacks one. */
export const guidanceIn = (text: string): Guidance => ({
  loginId: /^ユーザ名（ログインID）: (\S+)$/m.exec(text)?.[1] ?? '',
  link: /^(https?:\/\/\S+\/password\/[\w-]+)$/m.exec(text)?.[1] ?? '',
});
