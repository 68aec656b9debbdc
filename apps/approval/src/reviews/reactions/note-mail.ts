import { mailOutcome, type MailOutcomeEvent } from '@todoke/events';
import { isApplicationMail } from '@todoke/lifecycle';
import { prerequisiteMissing } from '@todoke/messaging';
import type { Transaction } from '../../persistence/databases.js';
import { followApplication } from '../actions/follow-application.js';
import { keepMail } from '../persistence/mails.js';
import { findReview } from '../persistence/reviews.js';

/**
 * Stores the outcome of a mail about an application (R161), which the prefecture tells an institution that asks (R81).
 * Outcomes of other mails are ignored. The acceptance of ① also changes the state of the application to 利用案内送信待ち
 * (R159).
 */
export async function noteMail(event: MailOutcomeEvent, tx: Transaction): Promise<void> {
  const { id, version, reference: number, mail, ...outcome } = mailOutcome(event);
  if (!isApplicationMail(mail)) return;
  if ((await findReview(tx, number)) === undefined) throw prerequisiteMissing('the application is not here');
  await keepMail(tx, id, version, number, { mail, ...outcome });
  if (mail === 'M4' && outcome.state === 'accepted') {
    await followApplication(tx, number, { outcome: 'pre-noticed', at: outcome.at });
  }
}
