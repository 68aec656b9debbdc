import { on } from '@todoke/messaging';
import { mails } from '../../mails/index.js';
import { queueMails } from './queue-mails.js';

/** One row for every event that causes a mail. Several mails may name the same event. */
export const reactions = [on.batch([...new Set(mails.map((mail) => mail.on))], queueMails)];
