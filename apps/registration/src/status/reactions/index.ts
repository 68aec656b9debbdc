import { mailOutcome, type MailOutcome, mailOutcomes } from '@todoke/events';
import { isApplicationMail, isApplicationNumber, progressEvents, progressOf } from '@todoke/lifecycle';
import { on } from '@todoke/messaging';
import type { Transaction } from '../../persistence/databases.js';
import { keepMails } from '../persistence/mails.js';
import { keepProgress } from '../persistence/progress.js';

/** The events about progress without those of registration itself. */
const heard = progressEvents.filter(({ subject }) => !subject.startsWith('registration.'));

/**
 * The table of reactions: states of applications (R159), and outcomes of their mails (R161). Registration decides
 * nothing here.
 */
export const reactions = [
  on.batch(heard, (events, tx: Transaction) => keepProgress(tx, events.map(progressOf))),
  on.batch(mailOutcomes, (events, tx: Transaction) =>
    keepMails(tx, events.map(mailOutcome).filter(isAboutApplication)),
  ),
];

const isAboutApplication = ({ mail, reference }: MailOutcome): boolean =>
  isApplicationMail(mail) && isApplicationNumber(reference);
