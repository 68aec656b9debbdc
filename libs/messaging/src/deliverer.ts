import { correlation, type Logger } from '@todoke/service';
import type { DeadLetters } from './dead-letters.js';
import { announcedAt, correlationOf, type Delivery, traceOf } from './delivery.js';
import type { Inbox } from './inbox.js';
import type { MessagingMetrics, Outcome } from './messaging-metrics.js';
import { judge, MalformedEvent } from './verdict.js';

const triedAgainAfter = 1_000;

export interface DelivererNeeds {
  readonly inbox: Inbox;
  readonly dead: DeadLetters;
  readonly log: Logger;
  readonly metrics: MessagingMetrics;
  /** Whether the service ends: what was not begun is for somebody else. */
  readonly stopping: () => boolean;
  /** Runs the reaction. @throws what it throws; Unheard where there is none */
  readonly react: (delivery: Delivery) => Promise<void>;
}

/** Takes deliveries to their end: acknowledged when their effect has committed, redelivered, or dead-lettered. Never throws. */
export class Deliverer {
  constructor(private readonly needs: DelivererNeeds) {}

  /** In one transaction. Where that fails, each in one of its own, which tells what is wrong with which. */
  async deliver(deliveries: readonly Delivery[]): Promise<void> {
    const { stopping } = this.needs;
    if (deliveries.length > 1 && !stopping() && (await this.deliverTogether(deliveries))) return;
    for (const delivery of deliveries) {
      // Somebody else has it sooner than this one, which is about to end.
      if (stopping()) delivery.answer.nak();
      else await inContext(delivery, () => this.deliverAlone(delivery));
    }
  }

  /** @returns false where nothing was done, for the sake of one of them */
  private async deliverTogether(deliveries: readonly Delivery[]): Promise<boolean> {
    const { inbox, log, react } = this.needs;
    const began = performance.now();
    const heard = deliveries.flatMap(({ event, message }) =>
      event instanceof MalformedEvent ? [] : [{ event, trace: traceOf(message) }],
    );
    if (heard.length < deliveries.length) return false;
    try {
      await inbox.together(heard, async () => {
        for (const delivery of deliveries) await inContext(delivery, () => react(delivery));
      });
    } catch (error) {
      log.debug({ err: error, events: deliveries.length }, 'events are taken one by one');
      return false;
    }
    for (const delivery of deliveries) inContext(delivery, () => this.done(delivery, began));
    return true;
  }

  private async deliverAlone(delivery: Delivery): Promise<void> {
    const began = performance.now();
    try {
      await this.needs.react(delivery);
      this.done(delivery, began);
    } catch (error) {
      await this.failed(delivery, error);
    }
  }

  private done(delivery: Delivery, began: number): void {
    const { answer, event, message } = delivery;
    answer.ack();
    this.ended(delivery, 'done');
    const cause = event instanceof MalformedEvent ? undefined : event.causationId;
    this.needs.log.info({ subject: message.subject, cause, ms: Math.round(performance.now() - began) }, 'event taken');
  }

  private async failed(delivery: Delivery, error: unknown): Promise<void> {
    const { dead, log } = this.needs;
    const { message, answer, payload, event } = delivery;
    const { subject, info } = message;
    const verdict = judge(error, info.deliveryCount);
    const eventId = event instanceof MalformedEvent ? `${info.stream}:${String(info.streamSequence)}` : event.id;
    const about = { subject, event: eventId, deliveries: info.deliveryCount, code: verdict.code };
    if (verdict.kind === 'redeliver') {
      log.info(about, 'event redelivered');
      answer.nak(verdict.delay);
      this.ended(delivery, 'redelivered');
      return;
    }
    log.error({ ...about, err: error }, 'event dead-lettered');
    try {
      await dead.add({ eventId, subject, payload, code: verdict.code, deliveries: info.deliveryCount });
      answer.term(verdict.code);
      this.ended(delivery, 'dead');
    } catch {
      answer.nak(triedAgainAfter);
    }
  }

  private ended({ message }: Delivery, outcome: Outcome): void {
    this.needs.metrics.consumed(message.subject, outcome, announcedAt(message));
  }
}

const inContext = <Result>({ event, message }: Delivery, work: () => Result): Result =>
  correlation.run(correlationOf(event, message), work);
