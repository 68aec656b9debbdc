import type { Metrics } from '@todoke/service';
import { Counter, Gauge } from 'prom-client';

/** Events by subject: published, consumed (and how it went), waiting, dead. */
export class MessagingMetrics {
  readonly published: Counter<'subject'>;
  readonly consumed: Counter<'subject' | 'outcome'>;
  readonly unpublished: Gauge;
  readonly lag: Gauge<'stream'>;

  constructor({ registry }: Metrics) {
    const registers = [registry];
    this.published = new Counter({
      name: 'events_published_total',
      help: 'Events that JetStream confirmed',
      labelNames: ['subject'],
      registers,
    });
    this.consumed = new Counter({
      name: 'events_consumed_total',
      help: 'Deliveries by outcome: done, put-back, dead',
      labelNames: ['subject', 'outcome'],
      registers,
    });
    this.unpublished = new Gauge({
      name: 'outbox_unpublished',
      help: 'Events of the next batch that wait to be published (at most the size of a batch)',
      registers,
    });
    this.lag = new Gauge({
      name: 'events_lag',
      help: 'Events of a stream that this service has not been handed yet',
      labelNames: ['stream'],
      registers,
    });
  }
}
