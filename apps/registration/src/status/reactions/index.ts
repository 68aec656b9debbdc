import { mailOutcome, type MailOutcomeEvent, mailOutcomes } from '@todoke/events';
import { isApplicationMail, isApplicationNumber, progressEvents, progressOf } from '@todoke/lifecycle';
import { on } from '@todoke/messaging';
import { newestMails } from '../persistence/mails.js';
import { latestProgress } from '../persistence/progress.js';

/** The events about progress without those of registration itself. */
const heard = progressEvents.filter(({ subject }) => !subject.startsWith('registration.'));

/**
 * The table of reactions: states of applications (R159), and outcomes of their mails (R161). Registration decides
 * nothing here.
 */
export const reactions = [
  on.projection(heard, (events) => latestProgress(events.map(progressOf))),
  on.projection(mailOutcomes, (events) => newestMails(events.map(mailOutcome)), { when: isAboutApplication }),
];

function isAboutApplication({ data: { mail, reference } }: MailOutcomeEvent): boolean {
  return isApplicationMail(mail) && isApplicationNumber(reference);
}
