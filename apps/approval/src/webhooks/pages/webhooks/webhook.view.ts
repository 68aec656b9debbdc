import { randomUUID } from 'node:crypto';
import { formatDateTime } from '@todoke/japan';
import type { Delivery } from '../../domain/delivery.js';
import type { Endpoint } from '../../domain/endpoint.js';
import { answerText, deliveryTag, eventWord, stopWords } from '../../words.js';
import { renewForm, testForm } from './webhook.form.js';

/** The newest ones; the log is no archive. */
export const shownDeliveries = 100;

/** An address as its page shows it, with what was sent to it. */
export function webhookView(endpoint: Endpoint, deliveries: readonly Delivery[]) {
  const { id, stopped, failingSince, earlier } = endpoint;
  const at = (what: string): string => `/webhooks/${id}/${what}`;
  return {
    id,
    going: stopped === undefined,
    ...(stopped && { why: stopWords[stopped.why] }),
    ...(stopped === undefined && failingSince && { failingSince }),
    ...(earlier && { earlierUntil: earlier.until }),
    actions: { set: `/webhooks/${id}`, secret: at('secret'), test: at('test'), stop: at('stop'), resume: at('resume') },
    removal: at('remove'),
    renew: renewForm.view({ seen: endpoint.secretNumber }),
    test: testForm.view({ request: randomUUID() }),
    deliveries: deliveries.map((delivery) =>
      lineOf(delivery, at(`deliveries/${delivery.id}/again`), stopped === undefined),
    ),
  };
}

function lineOf(delivery: Delivery, again: string, going: boolean) {
  const { type, state, attempts, createdAt, triedAt, tookMs, nextAt, body } = delivery;
  return {
    event: eventWord(type),
    createdAt,
    tag: deliveryTag(state),
    answer: answerText(delivery),
    ...(triedAt !== undefined && { triedAt, took: `${((tookMs ?? 0) / 1_000).toFixed(1)}秒` }),
    attempts,
    ...(state === 'waiting' && attempts > 0 && { next: formatDateTime(nextAt) }),
    body,
    ...(going && { again }),
  };
}
