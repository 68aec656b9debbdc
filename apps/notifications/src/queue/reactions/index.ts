import { on } from '@todoke/messaging';
import { mails } from '../../mails/index.js';
import { queueMails } from './queue-mails.js';

/** Every event that makes a mail; which mail is told by its definition. */
export const reactions = [on.batch(mails.map((mail) => mail.on), queueMails)];
