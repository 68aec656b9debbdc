import { eventually } from '@todoke/testing';
import { demo } from './system/demo.js';

export interface Mail {
  readonly subject: string;
  readonly from: readonly { address: string; name: string }[];
  readonly to: readonly { address: string; name: string }[];
  readonly text: string;
  readonly html?: string;
}

/** Subjects as the requirements have them, each after 【厚生労働省G-MIS事務局】. */
export const subjects = {
  code: '【厚生労働省G-MIS事務局】認証コードのお知らせ',
  received: '【厚生労働省G-MIS事務局】ユーザ登録申請完了のお知らせ',
  rejected: '【厚生労働省G-MIS事務局】ユーザ登録申請却下のお知らせ',
  notice: '【厚生労働省G-MIS事務局】G-MISアカウント発行にかかる事前のご連絡',
  guidance: '【厚生労働省G-MIS事務局】G-MISログインIDのお知らせ及びパスワード設定のご依頼',
  existing: '【厚生労働省G-MIS事務局】報告機関内でのG-MISご利用者の確認依頼',
  reset: '【厚生労働省G-MIS事務局】パスワードリセットのご案内',
} as const;

/** All mails, oldest first. */
export async function mails(): Promise<Mail[]> {
  const answer = await fetch(`${demo().inbox}/email`);
  return (await answer.json()) as Mail[];
}

/** All mails for one address, oldest first. */
export async function mailsTo(address: string): Promise<Mail[]> {
  return (await mails()).filter(({ to }) => to.some((recipient) => recipient.address === address));
}

/** The newest mail with this subject for this address, once it is there. */
export const mailTo = (address: string, subject: string): Promise<Mail> =>
  eventually(async () => (await mailsTo(address)).findLast((mail) => mail.subject === subject), {
    what: `a mail 「${subject}」 to ${address}`,
  });

/** The six digits of the newest code mail. */
export async function codeFor(address: string): Promise<string> {
  const { text } = await mailTo(address, subjects.code);
  const code = /(?<!\d)\d{6}(?!\d)/.exec(text)?.[0];
  if (code === undefined) throw new Error('the code mail has no six digits in it');
  return code;
}

/** The content of mail ②: the login ID and the link to set the password, each on a line of its own. */
export async function guidanceFor(address: string): Promise<{ loginId: string; link: string; mail: Mail }> {
  const mail = await mailTo(address, subjects.guidance);
  const loginId = /^ユーザ名（ログインID）: (\S+)$/m.exec(mail.text)?.[1];
  const link = /^(https?:\/\/\S+\/password\/[\w-]+)$/m.exec(mail.text)?.[1];
  if (loginId === undefined || link === undefined)
    throw new Error(`mail ② lacks the login ID or the link:\n${mail.text}`);
  return { loginId, link, mail };
}
