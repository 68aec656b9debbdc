import { mailOutcomes } from '@todoke/events';
import { on } from '@todoke/messaging';
import { keepCodeMails } from './keep-code-mails.js';

/** What became of the mails with a code, for whoever waits for one. */
export const reactions = [on.batch(mailOutcomes, keepCodeMails)];
