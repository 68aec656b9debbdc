import { newestOf, type NewestOf, type Sql } from '@todoke/database';
import type { Transaction } from '../../persistence/databases.js';
import type { Budget } from '../domain/budget.js';
import type { KnownClient } from '../domain/client.js';

const clients: NewestOf = {
  table: 'api_clients',
  key: 'clientId',
  position: ['version'],
  fields: {
    clientId: 'text',
    version: 'int',
    prefecture: 'text',
    scopes: 'text[]',
    active: 'boolean',
    sandbox: 'boolean',
  },
};

/** Keeps the newest facts of each client; older ones change nothing. */
export const newestClients = (news: readonly (KnownClient & { readonly version: number })[]): Sql | undefined =>
  newestOf(clients, news);

/** What accounts told last of the client of the transaction. */
export async function findClient(tx: Transaction, clientId: string): Promise<KnownClient | undefined> {
  const [found] = await tx.$queryRaw<KnownClient[]>`
    SELECT client_id AS "clientId", prefecture, scopes, active, sandbox FROM api_clients WHERE client_id = ${clientId}`;
  return found;
}

/** Nobody has to know whether there were more. */
const mostCounted = 1_000_000;

/** Counts one more request of a client. One statement, so that two at once count two. */
export async function countRequest(tx: Transaction, clientId: string, now: Date, ends: Date): Promise<Budget> {
  const rows = await tx.$queryRaw<Budget[]>`
    INSERT INTO api_budgets AS b (client, used, ends_at) VALUES (${clientId}, 1, ${ends})
    ON CONFLICT (client) DO UPDATE SET
      used = CASE WHEN b.ends_at <= ${now} THEN 1 ELSE LEAST(b.used + 1, ${mostCounted}::int) END,
      ends_at = CASE WHEN b.ends_at <= ${now} THEN ${ends} ELSE b.ends_at END
    RETURNING used, ends_at AS "endsAt"`;
  return rows[0] as Budget;
}
