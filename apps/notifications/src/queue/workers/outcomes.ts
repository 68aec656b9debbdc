import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from '@todoke/service';
import type { EndedMail, WaitingMail } from '../domain/mail.js';
import { afterUnwrittenOutcomes } from '../../retry-policy.js';

/** Milliseconds between two writes, so that outcomes are written in batches. */
const gathering = 20;

export type Outcome = WaitingMail | EndedMail;

/**
 * Writes outcomes in batches: those that come during a write are in the next batch. While the database is unavailable
 * they are kept and retried, since a mail that is known to be accepted must not be sent again.
 */
export class Outcomes {
  private kept: Outcome[] = [];
  private writing: Promise<void> | undefined;
  private tryOn = true;
  private wrote = -Infinity;

  constructor(
    private readonly write: (batch: readonly Outcome[]) => Promise<void>,
    private readonly logger: Logger,
    /** Called after each batch that was written: there may be room for new mails. */
    private readonly written: () => void,
  ) {}

  /** Number of outcomes that are not written yet. */
  get unwritten(): number {
    return this.kept.length;
  }

  add(outcome: Outcome): void {
    this.kept.push(outcome);
    this.writing ??= this.writeAll();
  }

  /** Resolves when all are written, or the next attempt fails. */
  async end(): Promise<void> {
    this.tryOn = false;
    await this.writing;
  }

  private async writeAll(): Promise<void> {
    while (this.kept.length > 0) {
      // Outcomes of the same turn of the event loop are in the same batch.
      await pause(this.tryOn ? Math.max(0, this.wrote + gathering - performance.now()) : 0);
      this.wrote = performance.now();
      if (await this.writeBatch(this.kept.slice())) continue;
      if (!this.tryOn) break;
      await pause(afterUnwrittenOutcomes);
    }
    // Set synchronously, so that an outcome added a moment later starts the next write.
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
