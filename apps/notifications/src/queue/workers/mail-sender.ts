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
import { asRecipients, type Handover, isTooLate, settle as settled } from '../domain/mail.js';
import { afterUnreadQueue, greetAfterSilence } from '../../retry-policy.js';
import { heldMails, releaseHeldMails } from '../persistence/held-mails.js';
import { type Claim, type ClaimedMail, claimMails } from '../persistence/mail-queue.js';
import { MailMetrics } from '../mail-metrics.js';
import { otherSpellings } from '../smtp/message.js';
import { SmtpServer } from '../smtp/smtp-server.js';
import { Outcomes } from './outcomes.js';
import { type SenderSettings, senderSettings } from './sender-settings.js';
import { type Mended, type Refusal, Traffic, type Trip } from './traffic.js';

/** Milliseconds between two claims, so that mails are claimed in batches. */
const gathering = 20;

/**
 * Sends waiting mails. It claims no more than it can hand over at once, so that after a kill only those mails are in
 * doubt that were on the wire or whose outcome was being written. Several senders share one queue.
 */
@Injectable()
export class MailSender {
  private readonly traffic: Traffic;
  /** Whether there may be mails that the last claim did not take. */
  private mayHaveMore = true;
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
    this.traffic = new Traffic(settings.slots, settings.retry, logger, (connections) => {
      smtp.allow(connections);
      metrics.connectionsAllowed = connections;
    });
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
    const { trouble } = this.traffic;
    return trouble?.cause === undefined ? trouble?.since : undefined;
  }

  /** Why the SMTP server refuses all mails, and since when; undefined while it does not. */
  get refusal(): Refusal | undefined {
    return this.traffic.refusal;
  }

  start(): void {
    this.job.start();
  }

  /** Wakes the sender: something was queued a moment ago, or is about to be. */
  nudge(): void {
    this.mayHaveMore = true;
    this.job.wake();
  }

  /** Claims nothing more, and resolves when the outcomes of all mails on the wire are written. */
  async stop(): Promise<void> {
    await this.job.stop();
    const cut = setTimeout(() => this.smtp.close({ force: true }), this.settings.drain);
    while (this.traffic.onTheWay > 0) await this.landed.wait(1_000);
    clearTimeout(cut);
    await this.outcomes.end();
    this.smtp.close();
  }

  /** One run: claims mails for the free connections, if the server takes any. @returns milliseconds to wait */
  private async takeUp(): Promise<number> {
    if (!(await this.serverIsThere())) return this.untilTry();
    const now = this.clock.now();
    const next = this.traffic.next(now);
    if (next === 'nothing' || next === 'greeting') return this.untilTry();
    const one = next === 'one mail';
    const free = this.traffic.room(this.outcomes.unwritten, now);
    const room = one ? Math.min(free, 1) : free;
    if (room < 1) return this.settings.poll;
    const rest = (this.mayHaveMore || one ? gathering : this.settings.poll) - (performance.now() - this.claimedAt);
    if (!one && rest > 0) return rest;
    this.claimedAt = performance.now();
    const taken = await this.take(room, now);
    if (one && taken === 0) await this.forgetRefusal();
    if (one) return this.settings.poll;
    this.mayHaveMore ||= taken >= room || this.traffic.closedGates(now).length > 0;
    return this.mayHaveMore ? 0 : this.settings.poll;
  }

  /** A refusal that holds no mail any more, as when codes have expired, is over until a mail shows it again. */
  private async forgetRefusal(): Promise<void> {
    if ((await heldMails(this.databases.worker)).length === 0) this.traffic.forgetRefusal();
  }

  /** Until an open breaker may be tried, at most until the next poll; the end of a mail wakes the sender anyway. */
  private untilTry(): number {
    const wait = this.traffic.untilTry(this.clock.now());
    return wait > 0 ? Math.min(wait, this.settings.poll) : this.settings.poll;
  }

  /** Claims and sends mails: first those that nothing holds up, then one of each domain that may be tried. */
  private async take(room: number, now: Date): Promise<number> {
    const closed = this.traffic.closedGates(now);
    let taken = await this.claim({ limit: room, avoid: closed, now });
    for (let tries = 0; taken < room && tries < room; tries++) {
      const only = this.traffic.nextDomain(now);
      if (only === undefined) break;
      const avoid = closed.filter((gate) => gate.includes('@'));
      taken += await this.claim({ limit: 1, avoid, only, now });
    }
    return taken;
  }

  private async claim(wanted: Pick<Claim, 'limit' | 'avoid' | 'only' | 'now'>): Promise<number> {
    const { owner, lease } = this.settings;
    this.mayHaveMore = false;
    const askedAt = performance.now();
    const { codes } = this.letters.mails;
    const claimed = await claimMails(this.databases.worker, { owner, lease, codes, ...wanted });
    for (const mail of claimed) void this.send(mail, askedAt);
    return claimed.length;
  }

  private async serverIsThere(): Promise<boolean> {
    const next = this.traffic.next(this.clock.now());
    if (next === 'nothing') return false;
    if (next === 'greeting') return this.greet();
    if (next === 'one mail') return true;
    const quiet = this.traffic.onTheWay === 0 && performance.now() - this.heardOfServer > greetAfterSilence;
    return quiet ? this.greet() : true;
  }

  private async greet(): Promise<boolean> {
    const greeting = await this.smtp.greet();
    this.heardOfServer = performance.now();
    await this.release(this.traffic.learnGreeting(greeting, this.clock.now()));
    return greeting === 'answered';
  }

  /** What was held for a fault of ours goes at once when that is mended. */
  private async release(mended: Mended | undefined): Promise<void> {
    if (mended === undefined) return;
    const released = await releaseHeldMails(this.databases.worker, this.clock.now(), mended);
    this.logger.info({ mails: released }, 'held mails are tried again');
    this.nudge();
  }

  private async send(claimed: ClaimedMail, askedAt: number): Promise<void> {
    const trip = this.traffic.begin(claimed.address.trim(), this.clock.now());
    const { eventId: causationId, correlationId, traceparent: parent, mail } = claimed;
    const attributes = { 'mail.code': mail.code, 'mail.attempt': mail.attempts };
    const span = { name: `send ${mail.code}`, kind: SpanKind.CLIENT, parent: parent ?? undefined, attributes };
    try {
      await correlation.run({ correlationId, causationId }, () =>
        traced(span, () => this.attempt(claimed, trip, askedAt)),
      );
    } finally {
      this.traffic.end(trip);
      this.landed.wake();
      this.job.wake();
    }
  }

  private async attempt(claimed: ClaimedMail, trip: Trip, askedAt: number): Promise<void> {
    const judged = this.traffic.inContext(trip, await this.handOver(claimed, trip, askedAt));
    const handover = claimed.recipientsFault ? asRecipients(judged) : judged;
    const now = this.clock.now();
    this.heardOfServer = performance.now();
    this.metrics.attempt(claimed.mail.code, handover, (performance.now() - askedAt) / 1_000);
    const outcome = settled(claimed.mail, handover, this.settings.retry, now, Math.random());
    this.outcomes.add(outcome);
    const mended = this.traffic.learn(trip, handover, outcome.state === 'waiting' ? outcome.dueAt : undefined, now);
    this.log(claimed, handover, outcome.state);
    // Where the database is unavailable, they go when their own wait is over.
    await this.release(mended).catch((error: unknown) => this.logger.warn({ err: error }, 'held mails wait on'));
  }

  private async handOver(claimed: ClaimedMail, trip: Trip, askedAt: number): Promise<Handover> {
    const letter = await writeLetter(claimed, this.letters, this.clock.now());
    if (letter === 'unreadable') return { kind: 'unreadable' };
    if (letter === 'no-address') return { kind: 'refused', status: '5.1.3', reason: 'no-such-address' };
    if (isTooLate(claimed.mail, this.clock.now())) return { kind: 'too-late' };
    // A process that was frozen must not send what others may have claimed meanwhile.
    const mayBeOthers = (): boolean => performance.now() - askedAt > this.settings.lease - this.settings.sendTimeout;
    if (mayBeOthers()) return { kind: 'stuck' };
    const greeted = (): void => {
      this.traffic.greeted(trip);
      this.job.wake();
    };
    let handover = await this.smtp.handOver(letter, greeted);
    for (const to of otherSpellings(letter.to)) {
      if (handover.kind !== 'refused' || handover.syntax !== true || mayBeOthers()) break;
      handover = await this.smtp.handOver({ ...letter, to }, greeted);
    }
    return handover;
  }

  /** Ids, codes and counts; never the address. */
  private log({ mail }: ClaimedMail, handover: Handover, state: string): void {
    const about = { id: mail.id, mail: mail.code, attempts: mail.attempts, state, handover: handover.kind };
    if (handover.kind === 'accepted') this.logger.debug(about, 'mail');
    else this.logger.info({ ...about, ...codesOf(handover) }, 'mail');
  }
}

const codesOf = (handover: Handover): object => ({
  ...('status' in handover ? { status: handover.status } : {}),
  ...('cause' in handover ? { cause: handover.cause } : {}),
});
