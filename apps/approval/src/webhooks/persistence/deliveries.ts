import { isUuid } from '@todoke/database';
import type { Transaction } from '../../persistence/databases.js';
import type { WebhookDelivery as Row } from '../../persistence/generated/client.js';
import type { Delivery, DeliveryState } from '../domain/delivery.js';

const fromRow = (row: Omit<Row, 'nextAt'> & { nextAt: Date }): Delivery => ({
  id: row.id,
  endpoint: row.endpoint,
  type: row.type,
  body: row.body,
  createdAt: row.createdAt,
  state: row.state as DeliveryState,
  attempts: row.attempts,
  nextAt: row.nextAt,
  ...(row.triedAt !== null && { triedAt: row.triedAt }),
  ...(row.status !== null && { status: row.status }),
  ...(row.error !== null && { error: row.error }),
  ...(row.tookMs !== null && { tookMs: row.tookMs }),
});

export interface NewDelivery {
  readonly id: string;
  readonly endpoint: string;
  readonly prefecture: string;
  /** Of the fact. */
  readonly key: string;
  readonly type: string;
  readonly body: string;
  readonly createdAt: Date;
}

/** What an address was told before, it is not told again. */
export async function insertDeliveries(tx: Transaction, deliveries: readonly NewDelivery[]): Promise<void> {
  const data = deliveries.map((delivery) => ({ ...delivery, nextAt: delivery.createdAt }));
  await tx.webhookDelivery.createMany({ data, skipDuplicates: true });
}

/**
 * Claims due deliveries by postponing them, so that one of several processes sends each; one that ends meanwhile leaves
 * them to the others.
 * @param each so many of one address at most, so that one which does not answer delays no other
 */
export async function claimDeliveries(
  tx: Transaction,
  { limit, each, now, until }: { limit: number; each: number; now: Date; until: Date },
): Promise<Delivery[]> {
  const rows = await tx.$queryRaw<Row[]>`
    UPDATE webhooks_deliveries SET next_at = ${until}::timestamptz, attempts = attempts + 1 WHERE id IN (
      SELECT due.id FROM webhooks_endpoints AS address, LATERAL (
        SELECT id FROM webhooks_deliveries
        WHERE endpoint = address.id AND state = 'waiting' AND next_at <= ${now}::timestamptz
        ORDER BY next_at LIMIT ${each} FOR NO KEY UPDATE SKIP LOCKED) AS due
      WHERE address.stopped_at IS NULL LIMIT ${limit})
    RETURNING id, endpoint, prefecture, key, type, body, created_at AS "createdAt", state, attempts,
      next_at AS "nextAt", tried_at AS "triedAt", status, error, took_ms AS "tookMs"`;
  return rows.map(fromRow);
}

/** Saves how far a delivery has come. */
export async function saveDelivery(tx: Transaction, { id, ...delivery }: Delivery): Promise<void> {
  const { state, attempts, nextAt, triedAt, status, error, tookMs } = delivery;
  await tx.webhookDelivery.updateMany({
    where: { id },
    data: {
      state,
      attempts,
      nextAt,
      triedAt: triedAt ?? null,
      status: status ?? null,
      error: error ?? null,
      tookMs: tookMs ?? null,
    },
  });
}

/** The newest deliveries of an address. */
export async function findDeliveries(tx: Transaction, endpoint: string, limit: number): Promise<Delivery[]> {
  const orderBy = [{ createdAt: 'desc' as const }, { id: 'asc' as const }];
  const rows = await tx.webhookDelivery.findMany({ where: { endpoint }, orderBy, take: limit });
  return rows.map(fromRow);
}

export async function findDelivery(tx: Transaction, endpoint: string, id: string): Promise<Delivery | undefined> {
  const row = isUuid(id) && isUuid(endpoint) ? await tx.webhookDelivery.findFirst({ where: { id, endpoint } }) : null;
  return row === null ? undefined : fromRow(row);
}

/** @returns how many are deleted */
export async function forgetDeliveries(tx: Transaction, before: Date): Promise<number> {
  const { count } = await tx.webhookDelivery.deleteMany({ where: { createdAt: { lt: before } } });
  return count;
}
