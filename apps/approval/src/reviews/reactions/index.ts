import { on } from '@todoke/messaging';
import {
  accountIssued,
  accountVoided,
  applicationClosed,
  applicationSubmitted,
  institutionChanged,
  mailOutcomes,
  permissionGranted,
} from '@todoke/events';
import { becomes, close } from './follow-application.js';
import { noteInstitutions } from './note-institutions.js';
import { noteMail } from './note-mail.js';
import { openReview } from './open-review.js';

/** The table of reactions: applications, their progress at accounts, outcomes of mails, institutions. */
export const reactions = [
  on.each(applicationSubmitted, openReview),
  on.each(accountIssued, becomes('issued')),
  on.each(permissionGranted, becomes('granted')),
  on.each(applicationClosed, close),
  on.each(accountVoided, becomes('voided')),
  ...mailOutcomes.map((outcome) => on.each(outcome, noteMail)),
  on.batch(institutionChanged, noteInstitutions),
];
