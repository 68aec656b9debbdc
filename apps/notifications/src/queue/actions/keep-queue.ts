import type { RunInTransaction, SqlTransaction } from '@todoke/database';
import { type Clock, type Logger, RepeatingJob } from '@todoke/service';
import { giveUp } from '../domain/mail.js';
import { endWaitingMails, eraseMails, findLateMails, releaseLapsedMails } from '../persistence/mail-queue.js';
import { announceEnds } from './settle-mails.js';

export interface KeeperSettings {
  /** Milliseconds between runs. */
  readonly every: number;
  /** Days that a mail's address and facts are kept after its end. */
  readonly keepDays: number;
}

export interface KeeperNeeds {
  readonly database: SqlTransaction;
  readonly transactions: RunInTransaction;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Called when mails wait again. */
  readonly released: () => void;
}

const batch = 500;
const day = 24 * 60 * 60 * 1_000;

/** Ends mails whose time is up, also while the SMTP server is unavailable. @returns how many, at most a batch */
export const giveUpLateMails = (transactions: RunInTransaction, now: Date): Promise<number> =>
  transactions(async (tx) => {
    const ended = (await findLateMails(tx, now, batch)).map((mail) => giveUp(mail, now));
    if (ended.length > 0) await announceEnds(tx, ended, await endWaitingMails(tx, ended));
    return ended.length;
  });

/** Erases the personal data of mails that ended so many days ago. @returns how many, at most a batch */
export const eraseOldMails = (database: SqlTransaction, keepDays: number, now: Date): Promise<number> =>
  eraseMails(database, new Date(now.getTime() - keepDays * day), now, batch);

/** Maintains the queue: takes back expired leases, ends mails whose time is up, erases personal data. */
export class QueueKeeper {
  private readonly job: RepeatingJob;

  constructor(
    private readonly settings: KeeperSettings,
    private readonly needs: KeeperNeeds,
  ) {
    this.job = new RepeatingJob({
      round: async () => {
        await this.round();
        return settings.every;
      },
      failed: (error) => needs.logger.warn({ err: error }, 'the queue of mails cannot be looked after'),
      afterFailure: settings.every,
    });
  }

  start(): void {
    this.job.start();
  }

  stop(): Promise<void> {
    return this.job.stop();
  }

  private async round(): Promise<void> {
    const { database, transactions, clock, logger, released } = this.needs;
    const lapsed = await releaseLapsedMails(database, clock.now());
    if (lapsed > 0) {
      logger.warn({ mails: lapsed }, 'senders did not come back: these mails may go twice');
      released();
    }
    const late = await this.allOf(() => giveUpLateMails(transactions, clock.now()));
    if (late > 0) logger.warn({ mails: late }, 'mails given up: too late');
    const erased = await this.allOf(() => eraseOldMails(database, this.settings.keepDays, clock.now()));
    if (erased > 0) logger.info({ mails: erased }, 'personal data of old mails removed');
  }

  /** In batches, so that no transaction is long. */
  private async allOf(work: () => Promise<number>): Promise<number> {
    for (let total = 0; ;) {
      const done = await work();
      total += done;
      if (done < batch || this.job.stopping) return total;
    }
  }
}
