import { on } from '@todoke/messaging';
import { applicationApproved, mailAccepted, mailBounced, mailFailed } from '@todoke/events';
import { noteMailAccepted, noteMailBounced, noteMailFailed } from './note-mail.js';
import { openCheck } from './open-check.js';

/** The table of reactions: approvals, and outcomes of ① and ②. */
export const reactions = [
  on.each(applicationApproved, openCheck),
  on.each(mailAccepted, noteMailAccepted),
  on.each(mailBounced, noteMailBounced),
  on.each(mailFailed, noteMailFailed),
];
