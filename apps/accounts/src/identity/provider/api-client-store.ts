import type { Clock } from '@todoke/service';
import type { Adapter, AdapterPayload } from 'oidc-provider';
import type { Transaction } from '../../persistence/databases.js';
import { acceptedHashes } from '../domain/api-client.js';
import { findApiClient } from '../persistence/api-clients.js';

/** What the provider is told of an API client besides what it knows of all clients. */
export interface ApiClientFacts {
  readonly prefecture: string;
  /** Separated by blanks, as `scope` is. */
  readonly api_scopes: string;
  readonly api_sandbox: boolean;
  readonly api_secret_hashes: readonly string[];
}

export const apiClientFacts = ['prefecture', 'api_scopes', 'api_sandbox', 'api_secret_hashes'] as const;

/** The API clients, as the provider reads its clients. The services are clients as well, and stand in the settings. */
export class ApiClientStore implements Adapter {
  constructor(
    private readonly database: Transaction,
    private readonly clock: Clock,
  ) {}

  /** A revoked client is none. */
  async find(id: string): Promise<AdapterPayload | undefined> {
    const client = await findApiClient(this.database, id);
    const hashes = client && acceptedHashes(client, this.clock.now());
    if (client === undefined || hashes === undefined || hashes.length === 0) return undefined;
    const facts: ApiClientFacts = {
      prefecture: client.prefecture,
      api_scopes: client.scopes.join(' '),
      api_sandbox: client.sandbox,
      api_secret_hashes: hashes,
    };
    return {
      client_id: id,
      // The provider wants one to be there; what is compared are the hashes (api-tokens.ts).
      client_secret: hashes.join(' '),
      grant_types: ['client_credentials'],
      response_types: [],
      redirect_uris: [],
      token_endpoint_auth_method: 'client_secret_basic',
      ...facts,
    };
  }

  findByUid = nobody;
  findByUserCode = nobody;
  upsert = refused;
  consume = refused;
  destroy = refused;
  revokeByGrantId = refused;
}

const nobody = (): Promise<undefined> => Promise.resolve(undefined);

/** Clients are changed by actions alone. */
const refused = (): Promise<never> => Promise.reject(new Error('the provider changes no clients'));
