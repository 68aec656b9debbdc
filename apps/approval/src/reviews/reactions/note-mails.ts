import { mailOutcome, type MailOutcomeEvent } from '@todoke/events';
import { isApplicationMail } from '@todoke/lifecycle';
import { prerequisiteMissing } from '@todoke/messaging';
import type { Transaction } from '../../persistence/databases.js';
import { tellOfMails } from '../../webhooks/index.js';
import { followApplications } from '../actions/follow-applications.js';
import { keepMails } from '../persistence/mails.js';

export const isAboutApplication = ({ data }: MailOutcomeEvent): boolean => isApplicationMail(data.mail);

/**
 * Stores the outcomes of mails about applications (R161), which the prefecture tells an institution that asks (R81).
 * The acceptance of ① also changes the state of the application to 利用案内送信待ち (R159).
 */
export async function noteMails(events: readonly MailOutcomeEvent[], tx: Transaction): Promise<void> {
  const mails = events.map(mailOutcome).map(({ reference: number, ...mail }) => ({ number, ...mail }));
  if (!(await keepMails(tx, mails))) throw prerequisiteMissing('the application is not here');
  await tellOfMails(tx, mails);
  const preNoticed = mails.filter(({ mail, state }) => mail === 'M4' && state === 'accepted');
  await followApplications(
    tx,
    preNoticed.map(({ number, at }) => ({ number, outcome: 'pre-noticed', at })),
  );
}
