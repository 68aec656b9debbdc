import { randomUUID } from 'node:crypto';
import type { Transaction } from '../../persistence/databases.js';
import { bodyOf, type WebhookEvent } from '../domain/facts.js';
import { insertDeliveries } from '../persistence/deliveries.js';
import { goingEndpointsIn } from '../persistence/endpoints.js';
import { takeFacts } from '../persistence/facts.js';

/** Makes of the oldest facts a delivery for each address that wants them. @returns how many facts there were */
export async function handOnFacts(tx: Transaction, limit: number, now: Date): Promise<number> {
  const facts = await takeFacts(tx, limit);
  if (facts.length === 0) return 0;
  const endpoints = await goingEndpointsIn(tx, [...new Set(facts.map(({ prefecture }) => prefecture))]);
  const deliveries = facts.flatMap(({ key, prefecture, type, data, at }) => {
    const wanting = endpoints.filter(
      (endpoint) => endpoint.prefecture === prefecture && endpoint.events.includes(type as WebhookEvent),
    );
    const about = { prefecture, key, type, body: bodyOf(type, at, data), createdAt: now };
    return wanting.map(({ id: endpoint }) => ({ id: randomUUID(), endpoint, ...about }));
  });
  await insertDeliveries(tx, deliveries);
  return facts.length;
}
