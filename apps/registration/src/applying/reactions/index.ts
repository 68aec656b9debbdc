import { mailOutcome, type MailOutcome, mailOutcomes } from '@todoke/events';
import { on } from '@todoke/messaging';
import { z } from 'zod';
import type { Transaction } from '../../persistence/databases.js';
import { keepCodeMails } from '../persistence/drafts.js';

/** The table of reactions: outcomes of mails with a code (M1), for the page that waits for one. Others are ignored. */
export const reactions = [
  on.batch(mailOutcomes, (events, tx: Transaction) => keepCodeMails(tx, events.map(mailOutcome).filter(isAboutCode))),
];

const verificationId = z.uuid();

const isAboutCode = ({ mail, reference }: MailOutcome): boolean =>
  mail === 'M1' && verificationId.safeParse(reference).success;
