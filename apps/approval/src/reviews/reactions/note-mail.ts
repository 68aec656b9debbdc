import type { EventOf, mailAccepted, mailBounced, mailFailed } from '@todoke/events';
import { isApplicationMail } from '@todoke/lifecycle';
import { prerequisiteMissing } from '@todoke/messaging';
import type { MailOutcome } from '../domain/mail.js';
import type { Transaction } from '../../persistence/databases.js';
import { noteMail } from '../persistence/mails.js';
import { find } from '../persistence/reviews.js';
import { followApplication } from './follow-application.js';

type Accepted = EventOf<typeof mailAccepted>;
type Bounced = EventOf<typeof mailBounced>;
type Failed = EventOf<typeof mailFailed>;

/** Stores the outcome of a mail about an application. Outcomes of other mails are ignored. */
async function noteMailOf(
  tx: Transaction,
  { aggregate, data }: Accepted | Bounced | Failed,
  outcome: Pick<MailOutcome, 'state' | 'reason' | 'at'>,
): Promise<void> {
  const { mail, reference } = data;
  if (!isApplicationMail(mail)) return;
  if ((await find(tx, reference)) === undefined) throw prerequisiteMissing('the application is not here');
  await noteMail(tx, aggregate.id, aggregate.version, reference, {
    mail,
    possiblyTwice: 'possiblyTwice' in data && data.possiblyTwice === true,
    ...outcome,
  });
}

/** 送信完了 (R161). The acceptance of ① also changes the state of the application to 利用案内送信待ち (R159). */
export async function noteMailAccepted(event: Accepted, tx: Transaction): Promise<void> {
  const at = new Date(event.data.acceptedAt);
  await noteMailOf(tx, event, { state: 'accepted', at });
  if (event.data.mail !== 'M4') return;
  await followApplication(tx, event.data.reference, { outcome: 'pre-noticed', at });
}

/** 不達 (R161). The prefecture tells the institution, when it asks (R81). */
export async function noteMailBounced(event: Bounced, tx: Transaction): Promise<void> {
  const at = new Date(event.occurredAt);
  await noteMailOf(tx, event, { state: 'bounced', reason: event.data.reason, at });
}

/** Stores that a mail was given up (送信できず); the reason says why. */
export async function noteMailFailed(event: Failed, tx: Transaction): Promise<void> {
  const at = new Date(event.occurredAt);
  await noteMailOf(tx, event, { state: 'failed', reason: event.data.reason, at });
}
