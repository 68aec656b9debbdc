import { audit } from '@todoke/database';
import type { Clock } from '@todoke/service';
import Provider, { type Client, type Configuration, errors, type KoaContextWithOIDC } from 'oidc-provider';
import type { Transaction } from '../../persistence/databases.js';
import type { CheckApiSecret } from '../actions/check-api-secret.js';
import { providerLifetimes } from '../domain/lifetimes.js';
import type { Pause } from '../domain/throttle.js';
import { noteUse } from '../persistence/api-clients.js';
import { apiClientFacts, type ApiClientFacts } from './api-client-store.js';
import { networkOf } from './networks.js';

type ApiClient = Client & ApiClientFacts;

/** The services that sign people in are clients too. */
const isApiClient = (client: Client): client is ApiClient => Array.isArray((client as ApiClient).api_secret_hashes);

interface Surroundings {
  /** Public address of approval, whose API the tokens are for. */
  readonly approval: string;
  readonly database: Transaction;
  readonly clock: Clock;
}

/** The address of the API, which is the audience of its tokens (RFC 8707, RFC 9068). */
export const apiAudience = (approval: string): string => `${approval.replace(/\/$/, '')}/api/v1`;

/**
 * Tokens of prefectures' systems: OAuth 2.0 client credentials (RFC 6749, 4.4) for one API, whose tokens are JWTs
 * (RFC 9068) with the prefecture of the client. A token asked for without `resource` is one for that API, and one asked
 * for without `scope` allows all that the client may do.
 */
export function apiTokens({ approval, database, clock }: Surroundings) {
  const audience = apiAudience(approval);
  const { apiToken } = providerLifetimes(0);
  const resourceIndicators = {
    enabled: true,
    defaultResource: (_ctx: KoaContextWithOIDC, client?: Client) =>
      client !== undefined && isApiClient(client) ? audience : undefined,
    getResourceServerInfo: ({ oidc: { params } }: KoaContextWithOIDC, resource: string, client: Client) => {
      if (!isApiClient(client) || resource.replace(/\/$/, '') !== audience) throw new errors.InvalidTarget();
      if (params !== undefined) params['scope'] = scopeFor(client, params['scope']);
      return {
        scope: client.api_scopes,
        audience,
        accessTokenTTL: apiToken,
        accessTokenFormat: 'jwt' as const,
      };
    },
  };
  return {
    clientFacts: { properties: [...apiClientFacts] },
    features: { clientCredentials: { enabled: true }, resourceIndicators },
    /** A token was asked for with the right secret, and is about to be signed. */
    claims: async ({ oidc }: KoaContextWithOIDC, { kind }: { readonly kind: string }) => {
      const { client } = oidc;
      if (kind !== 'ClientCredentials' || client === undefined || !isApiClient(client)) return undefined;
      const actor = client.clientId;
      await noteUse(database, actor, clock.now());
      await audit(database, { actor, action: 'api-client.token-issued', subject: actor });
      return { prefecture: client.prefecture, ...(client.api_sandbox && { sandbox: true }) };
    },
  } satisfies { features: Configuration['features']; [other: string]: unknown };
}

/** @throws errors.InvalidScope where more is asked for than the client may do */
function scopeFor({ api_scopes }: ApiClient, asked: unknown): string {
  if (typeof asked !== 'string' || asked === '') return api_scopes;
  const allowed = new Set(api_scopes.split(' '));
  const beyond = asked.split(' ').find((scope) => !allowed.has(scope));
  if (beyond !== undefined) throw new errors.InvalidScope('requested scope is not allowed', beyond);
  return asked;
}

type Prototype = Pick<Client, 'compareClientSecret'>;

/** Compares the secrets of API clients, of which there are hashes alone and sometimes two. */
export function compareApiSecrets(provider: Provider, check: CheckApiSecret, clock: Clock): void {
  const prototype = provider.Client.prototype as unknown as Prototype;
  const { compareClientSecret: ofServices } = prototype;
  prototype.compareClientSecret = async function (this: Client, secret: string): Promise<boolean> {
    if (!isApiClient(this)) return ofServices.call(this, secret);
    const ctx = Provider.ctx;
    if (ctx === undefined) throw new Error('a secret was compared outside of a request');
    const { clientId: client, api_secret_hashes: hashes } = this;
    const right = await check.run({ client, secret, hashes, network: networkOf(ctx.req) });
    if (typeof right === 'boolean') return right;
    throw tooMany(ctx, right, clock.now());
  };
}

/** 429 with the seconds to wait (RFC 6585). */
function tooMany(ctx: KoaContextWithOIDC, { until }: Pause, now: Date): errors.OIDCProviderError {
  ctx.set('retry-after', String(Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1_000))));
  const refusal = new errors.OIDCProviderError(429, 'temporarily_unavailable');
  refusal.error_description = 'too many wrong secrets; try again later';
  return refusal;
}
