import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from '@todoke/service';
import type { EndedMail, WaitingMail } from '../domain/mail.js';

export type Outcome = WaitingMail | EndedMail;

const afterFailure = 500;

/**
 * Writes outcomes as they come, those that come meanwhile in the next batch. While the database is unavailable it
 * keeps them and tries on: a mail that is known to be accepted must not be sent again for want of a row.
 */
export class Outcomes {
  private kept: Outcome[] = [];
  private writing: Promise<void> | undefined;
  private tryOn = true;

  constructor(
    private readonly write: (batch: readonly Outcome[]) => Promise<void>,
    private readonly logger: Logger,
    /** Called after each batch that was written: there may be room for new mails. */
    private readonly written: () => void,
  ) {}

  /** How many are not written yet. */
  get unwritten(): number {
    return this.kept.length;
  }

  add(outcome: Outcome): void {
    this.kept.push(outcome);
    this.writing ??= this.writeAll();
  }

  /** Resolves when all is written, or the next try fails. */
  async end(): Promise<void> {
    this.tryOn = false;
    await this.writing;
  }

  private async writeAll(): Promise<void> {
    while (this.kept.length > 0) {
      // What becomes known in this turn of the event loop goes along.
      await new Promise((resolve) => setImmediate(resolve));
      if (await this.writeBatch(this.kept.slice())) continue;
      if (!this.tryOn) break;
      await pause(afterFailure);
    }
    // At once: what is added a moment later must find that nobody is writing.
    this.writing = undefined;
  }

  private async writeBatch(batch: readonly Outcome[]): Promise<boolean> {
    try {
      await this.write(batch);
    } catch (error) {
      this.logger.warn({ err: error, outcomes: batch.length }, 'outcomes of mails are not written yet: trying again');
      return false;
    }
    this.kept = this.kept.slice(batch.length);
    this.written();
    return true;
  }
}
