import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock, Counter, Histogram, Metrics, oncePerReading } from '@todoke/service';
import type { MailCode } from '@todoke/lifecycle';
import { Databases } from '../persistence/databases.js';
import { type Handover, heldCauses } from './domain/mail.js';
import { countRecipientsFaults, heldMails } from './persistence/held-mails.js';
import { mailFigures } from './persistence/mail-figures.js';

/** Mails by kind and state, how long the oldest has waited, and how attempts went. Counts only. */
@Injectable()
export class MailMetrics {
  private readonly durations: Histogram<'handover'>;
  private readonly attempts: Counter<'mail' | 'handover'>;
  /** Set by the sender. */
  connectionsAllowed = 0;

  constructor(metrics: Metrics, databases: Databases, @Inject(CLOCK) clock: Clock) {
    const registers = [metrics.registry];
    this.durations = new Histogram({
      name: 'mail_send_duration_seconds',
      help: 'From taking a mail up to knowing what came of it, by outcome of the attempt',
      labelNames: ['handover'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
      registers,
    });
    this.attempts = new Counter({
      name: 'mail_attempts_total',
      help: 'Attempts to hand a mail over, by kind and outcome',
      labelNames: ['mail', 'handover'],
      registers,
    });
    const look = oncePerReading(() => mailFigures(databases.worker));
    metrics.lookUp({
      name: 'mails',
      help: 'Mails by kind and state',
      labelNames: ['mail', 'state'],
      look: async () =>
        (await look()).counts.map(({ code, state, count }) => ({ labels: { mail: code, state }, value: count })),
    });
    metrics.lookUp({
      name: 'mails_oldest_open_seconds',
      help: 'Age of the oldest mail that waits or is on its way; 0 when there is none',
      look: async () => {
        const since = (await look()).oldestOpen?.getTime();
        return [{ labels: {}, value: since === undefined ? 0 : Math.max(0, (clock.now().getTime() - since) / 1_000) }];
      },
    });
    metrics.lookUp({
      name: 'mails_held',
      help: 'Mails that wait because the SMTP server refuses us, by cause; nobody was told that they bounced',
      labelNames: ['cause'],
      look: async () => {
        const held = await heldMails(databases.worker);
        const countOf = (cause: string): number => held.find((mails) => mails.cause === cause)?.count ?? 0;
        return heldCauses.map((cause) => ({ labels: { cause }, value: countOf(cause) }));
      },
    });
    metrics.lookUp({
      name: 'mails_refused_by_recipients',
      help: 'Mails that wait because the server of their recipient refuses us while those of others take our mails',
      look: async () => [{ labels: {}, value: await countRecipientsFaults(databases.worker) }],
    });
    metrics.lookUp({
      name: 'smtp_connections_allowed',
      help: 'How many connections this process opens to the SMTP server at most, learned from its refusals',
      look: () => Promise.resolve([{ labels: {}, value: this.connectionsAllowed }]),
    });
    metrics.lookUp({
      name: 'mails_possibly_twice',
      help: 'Mails that may have gone twice',
      look: async () => [{ labels: {}, value: (await look()).possiblyTwice }],
    });
  }

  attempt(mail: MailCode, handover: Handover, seconds: number): void {
    this.attempts.inc({ mail, handover: handover.kind });
    this.durations.observe({ handover: handover.kind }, seconds);
  }
}
