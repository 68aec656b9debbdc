import { lockedRow } from '@todoke/database';
import type { Transaction } from '../../persistence/databases.js';
import { type ApiClient as Row, Prisma } from '../../persistence/generated/client.js';
import { type ApiClient, type ApiScope, isApiClientId } from '../domain/api-client.js';

const model = { table: 'identity_api_clients', fields: Prisma.ApiClientScalarFieldEnum };

const fromRow = (row: Row): ApiClient => ({
  id: row.id,
  name: row.name,
  prefecture: row.prefecture,
  scopes: row.scopes as ApiScope[],
  sandbox: row.sandbox,
  secretNumber: row.secretNumber,
  secretHash: row.secretHash,
  secretSince: row.secretSince,
  ...(row.earlierHash !== null &&
    row.earlierUntil !== null && { earlier: { hash: row.earlierHash, until: row.earlierUntil } }),
  issuedAt: row.issuedAt,
  ...(row.revokedAt !== null && { revokedAt: row.revokedAt }),
  ...(row.lastUsedAt !== null && { lastUsedAt: row.lastUsedAt }),
  version: row.version,
});

/** What changes after a client was issued. */
const changing = (client: ApiClient) => ({
  scopes: [...client.scopes],
  secretNumber: client.secretNumber,
  secretHash: client.secretHash,
  secretSince: client.secretSince,
  earlierHash: client.earlier?.hash ?? null,
  earlierUntil: client.earlier?.until ?? null,
  revokedAt: client.revokedAt ?? null,
  version: client.version,
});

export async function findApiClient(tx: Transaction, id: string): Promise<ApiClient | undefined> {
  const row = isApiClientId(id) ? await tx.apiClient.findUnique({ where: { id } }) : null;
  return row === null ? undefined : fromRow(row);
}

/** The client, locked until the end of the transaction. */
export async function lockApiClient(tx: Transaction, id: string): Promise<ApiClient | undefined> {
  const row = isApiClientId(id) ? await lockedRow<Row>(tx, model, { id }) : undefined;
  return row && fromRow(row);
}

/**
 * Stores a new client.
 * @param request id of the page that was sent
 * @returns false where the request, or the id, is stored already
 */
export async function insertApiClient(tx: Transaction, client: ApiClient, request?: string): Promise<boolean> {
  const { id, name, prefecture, sandbox, issuedAt } = client;
  const row = { id, name, prefecture, sandbox, issuedAt, ...changing(client), request: request ?? null };
  const { count } = await tx.apiClient.createMany({ data: [row], skipDuplicates: true });
  return count === 1;
}

/** The client that a page issued before. */
export async function findIssuedBy(tx: Transaction, request: string): Promise<ApiClient | undefined> {
  const row = await tx.apiClient.findUnique({ where: { request } });
  return row === null ? undefined : fromRow(row);
}

export async function saveApiClient(tx: Transaction, client: ApiClient): Promise<void> {
  await tx.apiClient.update({ where: { id: client.id }, data: changing(client) });
}

/** Notes that a client got a token, to the minute. */
export async function noteUse(tx: Transaction, id: string, at: Date): Promise<void> {
  const aMinuteAgo = new Date(at.getTime() - 60_000);
  const longUnused = [{ lastUsedAt: null }, { lastUsedAt: { lt: aMinuteAgo } }];
  await tx.apiClient.updateMany({ where: { id, OR: longUnused }, data: { lastUsedAt: at } });
}
