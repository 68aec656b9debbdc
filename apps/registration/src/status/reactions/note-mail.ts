import {
  applicationNumber,
  type EventOf,
  type mailAccepted,
  type mailBounced,
  type mailFailed,
} from '@todoke/events';
import { prerequisiteMissing } from '@todoke/messaging';
import { z } from 'zod';
import type { Transaction } from '../../persistence/databases.js';
import { type MailOutcome, noteApplicationMail, noteCodeMail } from '../persistence/progress.js';

type What = Pick<MailOutcome, 'state' | 'reason'>;
type Outcome = EventOf<typeof mailAccepted> | EventOf<typeof mailBounced> | EventOf<typeof mailFailed>;

const verificationId = z.uuid();
const isAboutApplication = (reference: string): boolean => applicationNumber.safeParse(reference).success;
const isAboutCode = (reference: string): boolean => verificationId.safeParse(reference).success;

/** M1 is about a verification, most others about an application; the rest (reset …) is not registration's. */
async function note(event: Outcome, { state, reason }: What, tx: Transaction): Promise<void> {
  const { mail, reference } = event.data;
  const outcome: MailOutcome = {
    id: event.aggregate.id,
    mail,
    reference,
    state,
    version: event.aggregate.version,
    occurredAt: new Date(event.occurredAt),
    ...(reason !== undefined && { reason }),
  };
  if (mail === 'M1') {
    if (isAboutCode(reference)) await noteCodeMail(tx, outcome);
    return;
  }
  if (!isAboutApplication(reference)) return;
  if (!(await noteApplicationMail(tx, outcome))) throw prerequisiteMissing(`application ${reference} is not known here yet`);
}

export const noteMailAccepted = (event: EventOf<typeof mailAccepted>, tx: Transaction): Promise<void> =>
  note(event, { state: 'accepted' }, tx);

export const noteMailBounced = (event: EventOf<typeof mailBounced>, tx: Transaction): Promise<void> =>
  note(event, { state: 'bounced', reason: event.data.reason }, tx);

export const noteMailFailed = (event: EventOf<typeof mailFailed>, tx: Transaction): Promise<void> =>
  note(event, { state: 'failed', reason: event.data.reason }, tx);
