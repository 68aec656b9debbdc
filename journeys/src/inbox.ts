import { eventually } from '@todoke/testing';
import { codeIn, type Guidance, guidanceIn, subjects } from '@todoke/testing/people';
import { demo } from './system/demo.js';

export interface Mail {
  readonly subject: string;
  readonly from: readonly { address: string; name: string }[];
  readonly to: readonly { address: string; name: string }[];
  readonly text: string;
  readonly html?: string;
}

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
  const code = codeIn((await mailTo(address, subjects.code)).text);
  if (code === undefined) throw new Error('the code mail has no six digits in it');
  return code;
}

/** The content of mail ②. */
export async function guidanceFor(address: string): Promise<Guidance & { mail: Mail }> {
  const mail = await mailTo(address, subjects.guidance);
  const { loginId, link } = guidanceIn(mail.text);
  if (loginId === '' || link === '') throw new Error(`mail ② lacks the login ID or the link:\n${mail.text}`);
  return { loginId, link, mail };
}
