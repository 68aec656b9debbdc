import type { Job } from '@todoke/composition';
import type { Config } from '../../config.js';
import { Databases, type Transaction } from '../../persistence/databases.js';
import { announceEnds } from '../actions/settle-mails.js';
import { giveUp } from '../domain/mail.js';
import { extendHeldMails } from '../persistence/held-mails.js';
import { endWaitingMails, eraseMails, findLateMails, releaseLapsedMails } from '../persistence/mail-queue.js';
import { MailSender } from '../workers/mail-sender.js';

/** Mails that one transaction ends or erases. */
const batch = 500;
const day = 24 * 60 * 60 * 1_000;

/** Maintains the queue: takes back expired leases, ends mails whose time is up, erases personal data. */
export const keepQueue: Job<Config> = {
  name: 'keep-queue',
  every: ({ MAIL_ROUND_MS }) => MAIL_ROUND_MS,
  round: async ({ settings, clock, logger, get }) => {
    const databases = get(Databases);
    const now = clock.now();
    const lapsed = await releaseLapsedMails(databases.worker, now);
    if (lapsed > 0) {
      logger.warn({ mails: lapsed }, 'senders did not come back: these mails may go twice');
      get(MailSender).nudge();
    }
    const refused = get(MailSender).refusal !== undefined;
    await extendHeldMails(databases.worker, now, new Date(now.getTime() + day), refused);
    const late = await databases.inTransaction((tx) => giveUpLateMails(tx, now));
    if (late > 0) logger.warn({ mails: late }, 'mails given up: too late');
    const erased = await eraseOldMails(databases.worker, settings.MAIL_KEEP_DAYS, now);
    if (erased > 0) logger.info({ mails: erased }, 'personal data of old mails removed');
    return late === batch || erased === batch;
  },
};

/** Ends mails whose time is up, also while the SMTP server is unavailable. @returns how many, at most a batch */
export async function giveUpLateMails(tx: Transaction, now: Date): Promise<number> {
  const ended = (await findLateMails(tx, now, batch)).map((mail) => giveUp(mail, now));
  if (ended.length > 0) await announceEnds(tx, ended, await endWaitingMails(tx, ended));
  return ended.length;
}

/**
 * Erases the personal data of mails that ended so many days ago.
 * @returns how many, at most a batch
 */
export const eraseOldMails = (tx: Transaction, keepDays: number, now: Date): Promise<number> =>
  eraseMails(tx, new Date(now.getTime() - keepDays * day), now, batch);
