import { on } from '@todoke/messaging';
import { mails } from '../../mails/index.js';
import { queueMail } from './queue-mail.js';

/** Every event that makes a mail; which one is told by the mail itself. */
export const reactions = mails.map((mail) => on.each(mail.on, queueMail));
