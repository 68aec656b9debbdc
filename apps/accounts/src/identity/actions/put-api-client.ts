import { type Act, audit } from '@todoke/database';
import type { Transaction } from '../../persistence/databases.js';
import { hashOfApiSecret } from '../credentials/api-secret.js';
import type { ApiClient } from '../domain/api-client.js';
import { findApiClient, insertApiClient } from '../persistence/api-clients.js';
import { announceApiClient, changeApiClient } from './change-api-client.js';

export interface KnownApiClient extends Pick<ApiClient, 'id' | 'name' | 'prefecture' | 'scopes'> {
  readonly secret: string;
}

/** Inserts or updates an API client with a given secret, for trial data. Idempotent: a repetition announces nothing. */
export async function putApiClient(tx: Transaction, { secret, ...known }: KnownApiClient, act: Act): Promise<void> {
  const secretHash = hashOfApiSecret(secret);
  if ((await findApiClient(tx, known.id)) !== undefined) {
    const decide = (client: ApiClient): ApiClient | undefined => {
      const same = client.secretHash === secretHash && client.scopes.join() === known.scopes.join();
      return same ? undefined : { ...client, scopes: known.scopes, secretHash, secretSince: act.now };
    };
    await changeApiClient(tx, known.id, 'api-client.put', decide, act);
    return;
  }
  const fresh = { sandbox: false, secretNumber: 1, secretSince: act.now, issuedAt: act.now, version: 1 };
  const client: ApiClient = { ...known, ...fresh, secretHash };
  if (!(await insertApiClient(tx, client))) throw new Error('the id was taken meanwhile');
  await audit(tx, { actor: act.actor, action: 'api-client.put', subject: client.id });
  await announceApiClient(tx, client, act);
}
