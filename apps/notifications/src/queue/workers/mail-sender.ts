import { Inject, Injectable } from '@nestjs/common';
import {
  CLOCK,
  type Clock,
  correlation,
  LOGGER,
  type Logger,
  RepeatingJob,
  SETTINGS,
  SpanKind,
  traced,
  WakeSignal,
} from '@todoke/service';
import type { Config } from '../../config.js';
import { MailCatalogue } from '../../mails/index.js';
import { Databases } from '../../persistence/databases.js';
import { settle } from '../actions/settle-mails.js';
import { type LetterNeeds, writeLetter } from './write-letter.js';
import { afterGreeting, afterHandover, type Breaker, closed } from '../domain/breaker.js';
import { type Handover, isTooLate, settle as settled } from '../domain/mail.js';
import { afterUnreadQueue, firstLook, greetAfterSilence } from '../../retry-policy.js';
import { type ClaimedMail, claimMails } from '../persistence/mail-queue.js';
import { MailMetrics } from '../mail-metrics.js';
import { SmtpServer } from '../smtp/smtp-server.js';
import { Outcomes } from './outcomes.js';
import { type SenderSettings, senderSettings } from './sender-settings.js';

/**
 * Milliseconds between polls while less than half of the connections are free, so that mails are claimed in batches.
 */
const gathering = 20;

/**
 * Sends waiting mails. It claims no more than it can hand over at once, so that after a kill only those mails are in
 * doubt that were on the wire or whose outcome was being written. Several senders share one queue.
 */
@Injectable()
export class MailSender {
  private breaker: Breaker = closed;
  private onTheWay = 0;
  private look: number = firstLook;
  private heardOfServer = -Infinity;
  private claimedAt = -Infinity;
  private readonly job = new RepeatingJob({
    round: () => this.takeUp(),
    failed: (error) => this.logger.warn({ err: error }, 'the queue of mails cannot be read'),
    afterFailure: afterUnreadQueue,
  });
  /** Woken when a mail has left the wire. */
  private readonly landed = new WakeSignal();
  private readonly outcomes: Outcomes;
  private readonly settings: SenderSettings;
  private readonly letters: LetterNeeds;

  constructor(
    private readonly databases: Databases,
    private readonly smtp: SmtpServer,
    mails: MailCatalogue,
    private readonly metrics: MailMetrics,
    @Inject(SETTINGS) config: Config,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    const settings = senderSettings(config);
    this.settings = settings;
    this.letters = {
      mails,
      sender: { name: config.SENDER_NAME, address: config.SENDER_ADDRESS },
      privateKeys: config.SEALING_PRIVATE_KEYS,
    };
    this.outcomes = new Outcomes(
      (batch) => databases.inTransaction((tx) => settle(tx, settings.owner, batch)),
      logger,
      () => this.job.wake(),
    );
  }

  /** Since when the SMTP server is known to be unavailable; else undefined. */
  get unavailableSince(): Date | undefined {
    return this.breaker.state === 'open' ? this.breaker.since : undefined;
  }

  start(): void {
    this.job.start();
  }

  /** Wakes the sender: something was queued a moment ago, or is about to be. */
  nudge(): void {
    this.look = firstLook;
    this.job.wake();
  }

  /** Claims nothing more, and resolves when the outcomes of all mails on the wire are written. */
  async stop(): Promise<void> {
    await this.job.stop();
    const cut = setTimeout(() => this.smtp.close({ force: true }), this.settings.drain);
    while (this.onTheWay > 0) await this.landed.wait(1_000);
    clearTimeout(cut);
    await this.outcomes.end();
    this.smtp.close();
  }

  /** One run: claims mails for the free connections, if the server is available. @returns milliseconds to wait */
  private async takeUp(): Promise<number> {
    if (!(await this.serverIsThere())) return this.untilGreeting();
    const room = this.room();
    if (room < 1) return this.settings.poll;
    const gathered = performance.now() - this.claimedAt;
    if (room < this.settings.slots / 2 && gathered < gathering) return gathering - gathered;
    const { owner, lease } = this.settings;
    const askedAt = performance.now();
    this.claimedAt = askedAt;
    const now = this.clock.now();
    const claimed = await claimMails(this.databases.worker, {
      owner,
      lease,
      limit: room,
      codes: this.letters.mails.codes,
      now,
    });
    for (const mail of claimed) void this.send(mail, askedAt);
    return claimed.length < room ? this.restAfter(claimed.length > 0) : 0;
  }

  /** Polls again soon after there was something, then less and less often. */
  private restAfter(foundSome: boolean): number {
    if (foundSome) this.look = firstLook;
    const rest = this.look;
    this.look = Math.min(rest * 2, this.settings.poll);
    return rest;
  }

  /** No new mails while outcomes cannot be written. */
  private room(): number {
    const { slots } = this.settings;
    return Math.min(slots - this.onTheWay, slots * 2 - this.onTheWay - this.outcomes.unwritten);
  }

  private async serverIsThere(): Promise<boolean> {
    if (this.breaker.state === 'open') return this.untilGreeting() === 0 && this.greet();
    const quiet = this.onTheWay === 0 && performance.now() - this.heardOfServer > greetAfterSilence;
    return quiet ? this.greet() : true;
  }

  /** Milliseconds until an unavailable server may be greeted again, at most until the next poll. */
  private untilGreeting(): number {
    const { breaker } = this;
    if (breaker.state === 'closed') return 0;
    const wait = breaker.tryAt.getTime() - this.clock.now().getTime();
    return Math.max(0, Math.min(wait, this.settings.poll));
  }

  private async greet(): Promise<boolean> {
    const answers = await this.smtp.answers();
    this.heardOfServer = performance.now();
    const now = this.clock.now();
    this.setBreaker(afterGreeting(this.breaker, answers, this.settings.greeting, now, Math.random()));
    return answers;
  }

  private async send(claimed: ClaimedMail, askedAt: number): Promise<void> {
    this.onTheWay += 1;
    const { eventId: causationId, correlationId, traceparent: parent, mail } = claimed;
    const attributes = { 'mail.code': mail.code, 'mail.attempt': mail.attempts };
    const span = { name: `send ${mail.code}`, kind: SpanKind.CLIENT, parent: parent ?? undefined, attributes };
    try {
      await correlation.run({ correlationId, causationId }, () => traced(span, () => this.attempt(claimed, askedAt)));
    } finally {
      this.onTheWay -= 1;
      this.landed.wake();
      this.job.wake();
    }
  }

  private async attempt(claimed: ClaimedMail, askedAt: number): Promise<void> {
    const handover = await this.handOver(claimed, askedAt);
    const now = this.clock.now();
    this.heardOfServer = performance.now();
    this.metrics.attempt(claimed.mail.code, handover, (performance.now() - askedAt) / 1_000);
    this.setBreaker(afterHandover(this.breaker, handover, this.settings.greeting, now, Math.random()));
    const outcome = settled(claimed.mail, handover, this.settings.retry, now, Math.random());
    this.outcomes.add(outcome);
    this.log(claimed, handover, outcome.state);
  }

  private async handOver(claimed: ClaimedMail, askedAt: number): Promise<Handover> {
    const letter = await writeLetter(claimed, this.letters, this.clock.now());
    if (letter === 'unreadable') return { kind: 'unreadable' };
    if (letter === 'no-address') return { kind: 'refused', status: '5.1.3', reason: 'no-such-address' };
    if (isTooLate(claimed.mail, this.clock.now())) return { kind: 'too-late' };
    // A process that was frozen must not send what others may have claimed meanwhile.
    if (performance.now() - askedAt > this.settings.lease - this.settings.sendTimeout) return { kind: 'stuck' };
    return this.smtp.handOver(letter);
  }

  private setBreaker(next: Breaker): void {
    if (next.state !== this.breaker.state) {
      this.logger.warn({ smtp: next.state === 'open' ? 'unavailable' : 'back' }, 'SMTP server');
    }
    this.breaker = next;
  }

  /** Ids, codes and counts; never the address. */
  private log({ mail }: ClaimedMail, handover: Handover, state: string): void {
    const about = { id: mail.id, mail: mail.code, attempts: mail.attempts, state, handover: handover.kind };
    if (handover.kind === 'accepted') this.logger.debug(about, 'mail');
    else this.logger.info({ ...about, ...('status' in handover ? { status: handover.status } : {}) }, 'mail');
  }
}
