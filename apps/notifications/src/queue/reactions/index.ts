import type { Parts } from '@todoke/composition';
import { on } from '@todoke/messaging';
import type { Config } from '../../config.js';
import { mails } from '../../mails/index.js';
import { MailSender } from '../workers/mail-sender.js';
import { queueMails } from './queue-mails.js';

/** One row for every event that causes a mail. Several mails may name the same event. */
export const reactions = [
  on.projection([...new Set(mails.map((mail) => mail.on))], queueMails, {
    after: ({ get }: Parts<Config>) => get(MailSender).nudge(),
  }),
];
