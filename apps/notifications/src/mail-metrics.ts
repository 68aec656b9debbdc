import type { SqlTransaction } from '@todoke/database';
import type { Clock, Metrics } from '@todoke/service';
import { Counter, Gauge, Histogram } from 'prom-client';
import type { Handover, MailCode } from './domain/mail.js';
import { mailFigures } from './persistence/mail-figures.js';

/** Mails by kind and state, how long the oldest has waited, and how attempts went. Counts only. */
export class MailMetrics {
  private readonly durations: Histogram<'handover'>;
  private readonly attempts: Counter<'mail' | 'handover'>;

  constructor({ registry }: Metrics, database: SqlTransaction, clock: Clock) {
    const registers = [registry];
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
    const look = oncePerReading(() => mailFigures(database));
    new Gauge({
      name: 'mails',
      help: 'Mails by kind and state',
      labelNames: ['mail', 'state'] as const,
      registers,
      async collect() {
        this.reset();
        for (const { code, state, count } of (await look())?.counts ?? [])
          this.set({ mail: code, state }, count);
      },
    });
    new Gauge({
      name: 'mails_oldest_open_seconds',
      help: 'Age of the oldest mail that waits or is on its way; 0 when there is none',
      registers,
      async collect() {
        const since = (await look())?.oldestOpen?.getTime();
        this.set(since === undefined ? 0 : Math.max(0, (clock.now().getTime() - since) / 1_000));
      },
    });
    new Gauge({
      name: 'mails_possibly_twice',
      help: 'Mails that may have gone twice',
      registers,
      async collect() {
        this.set((await look())?.possiblyTwice ?? Number.NaN);
      },
    });
  }

  attempt(mail: MailCode, handover: Handover, seconds: number): void {
    this.attempts.inc({ mail, handover: handover.kind });
    this.durations.observe({ handover: handover.kind }, seconds);
  }
}

/** Several gauges are read at the same moment and share one look; with the database away there is none. */
function oncePerReading<T>(look: () => Promise<T>): () => Promise<T | undefined> {
  let underWay: Promise<T | undefined> | undefined;
  return () => {
    underWay ??= look()
      .catch(() => undefined)
      .finally(() => setImmediate(() => (underWay = undefined)));
    return underWay;
  };
}
