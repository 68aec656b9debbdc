import { prefectureName } from '@todoke/japan';
import { putApiClient } from '../identity/index.js';
import type { Transaction } from '../persistence/databases.js';
import type { TrialApiClient } from './trial-api-client.js';

/** Inserts one system of the trial, whose secret the trial knows. */
export function seedApiClient(
  tx: Transaction,
  { prefecture, clientId, clientSecret, scopes }: TrialApiClient,
  now: Date,
): Promise<void> {
  const name = `${prefectureName(prefecture)}の試用システム`;
  const known = { id: clientId, name, prefecture, scopes, secret: clientSecret };
  return putApiClient(tx, known, { actor: 'trial-data', now });
}
