import { prerequisiteMissing } from '@todoke/messaging';
import { applicationMails, type ApplicationMail, type MailOutcome } from '../domain/mail.js';
import type { Transaction } from '../../persistence/databases.js';
import { noteMail } from '../persistence/mails.js';
import { find } from '../persistence/reviews.js';

interface MailEvent {
  readonly aggregate: { readonly id: string; readonly version: number };
  readonly data: {
    readonly mail: string;
    readonly reference: string;
    readonly possiblyTwice?: boolean | undefined;
  };
}

const isAboutApplication = (mail: string): mail is ApplicationMail =>
  applicationMails.some((known) => known === mail);

/**
 * Keeps what became of a mail about an application; mails about other things are no concern of prefectures.
 */
export async function noteApplicationMail(
  tx: Transaction,
  { aggregate, data }: MailEvent,
  outcome: Pick<MailOutcome, 'state' | 'reason' | 'at'>,
): Promise<void> {
  const { mail, reference, possiblyTwice } = data;
  if (!isAboutApplication(mail)) return;
  if ((await find(tx, reference)) === undefined) throw prerequisiteMissing('the application is not here');
  await noteMail(tx, aggregate.id, aggregate.version, reference, {
    mail,
    possiblyTwice: possiblyTwice === true,
    ...outcome,
  });
}
