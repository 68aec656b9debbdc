import { isUuid, lockedRow } from '@todoke/database';
import type { Transaction } from '../../persistence/databases.js';
import { Prisma, type WebhookEndpoint as Row } from '../../persistence/generated/client.js';
import type { Endpoint, StopReason } from '../domain/endpoint.js';
import type { WebhookEvent } from '../domain/facts.js';

const model = { table: 'webhooks_endpoints', fields: Prisma.WebhookEndpointScalarFieldEnum };

const fromRow = (row: Row): Endpoint => ({
  id: row.id,
  prefecture: row.prefecture,
  url: row.url,
  events: row.events as WebhookEvent[],
  secret: row.secret,
  secretNumber: row.secretNumber,
  ...(row.earlierSecret !== null &&
    row.earlierUntil !== null && { earlier: { secret: row.earlierSecret, until: row.earlierUntil } }),
  createdAt: row.createdAt,
  ...(row.failingSince !== null && { failingSince: row.failingSince }),
  ...(row.stoppedAt !== null && { stopped: { at: row.stoppedAt, why: row.stoppedWhy as StopReason } }),
});

const toRow = (endpoint: Endpoint) => ({
  url: endpoint.url,
  events: [...endpoint.events],
  secret: endpoint.secret,
  secretNumber: endpoint.secretNumber,
  earlierSecret: endpoint.earlier?.secret ?? null,
  earlierUntil: endpoint.earlier?.until ?? null,
  failingSince: endpoint.failingSince ?? null,
  stoppedAt: endpoint.stopped?.at ?? null,
  stoppedWhy: endpoint.stopped?.why ?? null,
});

/** Those that the official of the transaction may see, the oldest first. */
export async function findEndpoints(tx: Transaction): Promise<Endpoint[]> {
  const rows = await tx.webhookEndpoint.findMany({ orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] });
  return rows.map(fromRow);
}

export async function findEndpoint(tx: Transaction, id: string): Promise<Endpoint | undefined> {
  const row = isUuid(id) ? await tx.webhookEndpoint.findUnique({ where: { id } }) : null;
  return row === null ? undefined : fromRow(row);
}

/** By their ids, for the job that sends to them. */
export async function endpointsBy(tx: Transaction, ids: readonly string[]): Promise<Map<string, Endpoint>> {
  const rows = await tx.webhookEndpoint.findMany({ where: { id: { in: [...ids] } } });
  return new Map(rows.map((row) => [row.id, fromRow(row)]));
}

/** Those of prefectures to which facts are handed. One that has stopped misses what happens meanwhile. */
export async function goingEndpointsIn(tx: Transaction, prefectures: readonly string[]): Promise<Endpoint[]> {
  const rows = await tx.webhookEndpoint.findMany({ where: { prefecture: { in: [...prefectures] }, stoppedAt: null } });
  return rows.map(fromRow);
}

/** The endpoint, locked until the end of the transaction. */
export async function lockEndpoint(tx: Transaction, id: string): Promise<Endpoint | undefined> {
  const row = isUuid(id) ? await lockedRow<Row & { id: string }>(tx, model, { id }) : undefined;
  return row && fromRow(row);
}

/** One prefecture registers one after the other, so that they can be counted. */
export async function countEndpoints(tx: Transaction, prefecture: string): Promise<number> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`webhooks ${prefecture}`}, 0))`;
  return tx.webhookEndpoint.count({ where: { prefecture } });
}

/** @param request id of the page that was sent @returns false where the request is stored already */
export async function insertEndpoint(tx: Transaction, endpoint: Endpoint, request: string): Promise<boolean> {
  const { id, prefecture, createdAt } = endpoint;
  const row = { id, prefecture, createdAt, request, ...toRow(endpoint) };
  const { count } = await tx.webhookEndpoint.createMany({ data: [row], skipDuplicates: true });
  return count === 1;
}

/** The id that a page registered before; undefined where it is another prefecture's. */
export async function findRegisteredBy(tx: Transaction, request: string): Promise<string | undefined> {
  const row = await tx.webhookEndpoint.findUnique({ where: { request }, select: { id: true } });
  return row?.id;
}

export async function saveEndpoint(tx: Transaction, endpoint: Endpoint): Promise<void> {
  await tx.webhookEndpoint.update({ where: { id: endpoint.id }, data: toRow(endpoint) });
}

/** With the record of what was sent to it. @returns false where there is none any more */
export async function removeEndpoint(tx: Transaction, id: string): Promise<boolean> {
  const { count } = await tx.webhookEndpoint.deleteMany({ where: { id } });
  return count === 1;
}
