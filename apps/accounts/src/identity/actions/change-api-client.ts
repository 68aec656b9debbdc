import { type Act, audit } from '@todoke/database';
import { apiClientChanged } from '@todoke/events';
import { announce } from '@todoke/messaging';
import type { Transaction } from '../../persistence/databases.js';
import type { ApiClient } from '../domain/api-client.js';
import { lockApiClient, saveApiClient } from '../persistence/api-clients.js';
import { problems } from '../problems.js';

/** Announces the present facts of an API client. No secret and no hash is among them. */
export function announceApiClient(tx: Transaction, client: ApiClient, { now }: Act): Promise<void> {
  const { id, version, prefecture, scopes, sandbox, revokedAt } = client;
  const active = revokedAt === undefined;
  const data = { clientId: id, prefecture, scopes: [...scopes], active, ...(sandbox && { sandbox }) };
  return announce(tx, apiClientChanged, { id, version, occurredAt: now, data });
}

/**
 * The one way to change an API client: lock, decide, save, audit, announce.
 * @param action its name in the audit
 * @param decide the changed client, or undefined to leave it as it is
 * @returns whether something changed
 * @throws Problem api-client-missing
 */
export async function changeApiClient(
  tx: Transaction,
  id: string,
  action: string,
  decide: (client: ApiClient) => ApiClient | undefined,
  act: Act,
): Promise<boolean> {
  const before = await lockApiClient(tx, id);
  if (before === undefined) throw problems.apiClientMissing();
  const after = decide(before);
  if (after === undefined) return false;
  const client = { ...after, version: before.version + 1 };
  await saveApiClient(tx, client);
  await audit(tx, { actor: act.actor, action, subject: id });
  await announceApiClient(tx, client, act);
  return true;
}
