import { mailOutcome, type MailOutcomeEvent, mailOutcomes } from '@todoke/events';
import { on } from '@todoke/messaging';
import { z } from 'zod';
import { newestCodeMails } from '../persistence/drafts.js';

/** The table of reactions: outcomes of mails with a code (M1), for the page that waits for one. Others are ignored. */
export const reactions = [
  on.projection(mailOutcomes, (events) => newestCodeMails(events.map(mailOutcome)), { when: isAboutCode }),
];

function isAboutCode({ data: { mail, reference } }: MailOutcomeEvent): boolean {
  return mail === 'M1' && z.uuid().safeParse(reference).success;
}
