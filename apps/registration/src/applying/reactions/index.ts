import { mailOutcomes } from '@todoke/events';
import { on } from '@todoke/messaging';
import { keepCodeMails } from './keep-code-mails.js';

/** The table of reactions: outcomes of mails with a code, for the page that waits for one. */
export const reactions = [on.batch(mailOutcomes, keepCodeMails)];
