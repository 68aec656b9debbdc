import type { EventEmitter } from 'node:events';
import { isUuid } from '@todoke/database';
import type { Clock, Logger } from '@todoke/service';
import { cookieName } from '@todoke/web';
import Provider, {
  type AccountClaims,
  interactionPolicy,
  type Configuration,
  type JWKS,
  type KoaContextWithOIDC,
} from 'oidc-provider';
import type { Config } from '../../config.js';
import type { Transaction } from '../../persistence/databases.js';
import type { CheckApiSecret } from '../actions/check-api-secret.js';
import { providerLifetimes } from '../domain/lifetimes.js';
import type { Person } from '../domain/person.js';
import { findPerson } from '../persistence/people.js';
import { ProviderStore } from '../persistence/provider-store.js';
import { rememberLogout } from '../persistence/provider-sessions.js';
import { loginAddress } from '../pages/login/login-address.js';
import { ApiClientStore } from './api-client-store.js';
import { apiTokens, compareApiSecrets } from './api-tokens.js';
import { BrowserHeld } from './browser-held.js';
import { epochRead, noteEpoch } from './epochs-read.js';
import { interactionCookies } from './interaction-cookies.js';
import { claimScopes, clientsOf, signingAlgorithm } from './clients.js';
import { onError, onSignedOut, onSignOut, onUnknownAddress, translateForms } from './provider-pages.js';

/** Cookie with the ticket of a person who has just set a password, for the sign-in that follows (R70). */
export const ticketCookie = 'accounts_ticket';

const epoch = (): number => Math.floor(Date.now() / 1000);

/** What the provider works with. */
interface Parts {
  readonly config: Config;
  readonly database: Transaction;
  readonly secrets: CheckApiSecret;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * OpenID Connect Core 1.0 with code and PKCE (RFC 7636), RP-initiated and back-channel logout, for people; client
 * credentials for the systems of prefectures; nothing else.
 */
export function createProvider({ config, database, secrets, clock, logger }: Parts): Provider {
  const provider = new Provider(config.OIDC_ISSUER, configuration(config, database, clock));
  compareApiSecrets(provider, secrets, clock);
  // Host and protocol are set from the issuer before a request gets here, so the client's are not trusted.
  provider.proxy = true;
  provider.silent = true;
  provider.on('server_error', (_ctx, error) => logger.error({ err: error }, 'error in the OpenID Provider'));
  (provider as EventEmitter).on('error', (error: unknown) => {
    if (browserLeft(error)) logger.debug({ err: error }, 'a browser left before its answer');
    else logger.error({ err: error }, 'error in the OpenID Provider');
  });
  provider.use(async (ctx, next) => {
    await next();
    if (ctx.status === 404 && ctx.body === undefined && ctx.accepts('json', 'html') === 'html') onUnknownAddress(ctx);
    else translateForms(ctx);
  });
  keepLogouts(provider, database, logger);
  return provider;
}

/** The connection to the browser broke. That to the database has other codes by then. */
const browserLeft = (error: unknown): boolean =>
  error instanceof Error && /^(ECONNRESET|EPIPE|ERR_STREAM_.*)$/.test((error as NodeJS.ErrnoException).code ?? '');

function configuration(config: Config, database: Transaction, clock: Clock): Configuration {
  const last = providerLifetimes(config.OIDC_SESSION_MINUTES * 60);
  const browser = new BrowserHeld(config.OIDC_COOKIE_KEYS, new URL(config.OIDC_ISSUER).pathname);
  const tokens = apiTokens({ approval: config.APPROVAL_URL, database, clock });
  return {
    adapter: (model: string) =>
      model === 'Client'
        ? new ApiClientStore(database, clock)
        : new ProviderStore(model, database, browser, { noteEpoch, epochRead }),
    clients: clientsOf(config),
    clientDefaults: { id_token_signed_response_alg: signingAlgorithm(config.OIDC_SIGNING_KEYS) },
    jwks: config.OIDC_SIGNING_KEYS as unknown as JWKS,
    scopes: claimScopes.split(' '),
    claims: { openid: ['sub', 'role', 'prefecture', 'area', 'institution'], profile: ['name'] },
    // Services read the claims from the ID token only.
    conformIdTokenClaims: false,
    responseTypes: ['code'],
    // Services always send it; guessing it fails for a sign-in that is over.
    allowOmittingSingleRegisteredRedirectUri: false,
    pkce: { required: () => true },
    extraClientMetadata: tokens.clientFacts,
    extraTokenClaims: tokens.claims,
    features: {
      ...tokens.features,
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      backchannelLogout: { enabled: true },
      rpInitiatedLogout: { enabled: true, logoutSource: onSignOut, postLogoutSuccessSource: onSignedOut },
    },
    cookies: {
      names: { session: cookieName(config.PUBLIC_URL, 'accounts_provider'), ...interactionCookies },
      keys: [...config.OIDC_COOKIE_KEYS],
      long: { signed: true, httpOnly: true, sameSite: 'lax', path: '/' },
      short: { signed: true, httpOnly: true, sameSite: 'lax' },
    },
    ttl: {
      AccessToken: last.accessToken,
      ClientCredentials: last.apiToken,
      AuthorizationCode: last.authorizationCode,
      IdToken: last.idToken,
      Interaction: last.interaction,
      Grant: last.grant,
      Session: (_ctx, session) => Math.max(1, (session.loginTs ?? epoch()) + last.session - epoch()),
    },
    interactions: { policy: policy(config), url: (_ctx, { uid, params }) => loginAddress(uid, params['client_id']) },
    findAccount: async (_ctx, sub) => {
      const person = isUuid(sub) ? await findPerson(database, sub) : undefined;
      if (person?.state !== 'active') return undefined;
      noteEpoch(sub, person.sessionsEpoch ?? 0);
      return { accountId: sub, claims: () => Promise.resolve(claimsOf(person)) };
    },
    loadExistingGrant,
    renderError: onError,
    // The services are ours and named in the settings; the default would refuse every private network.
    fetch: (url, options) => fetch(url, { ...options, dispatcher: undefined } as RequestInit),
  };
}

/** The claims about a person for services. No address. */
const claimsOf = ({ id, role, name, prefecture, area, institution }: Person): AccountClaims => ({
  sub: id,
  role,
  ...(name !== undefined && { name }),
  ...(prefecture !== undefined && { prefecture }),
  ...(area.length > 0 && { area: [...area] }),
  ...(institution !== undefined && { institution }),
});

/**
 * There is no consent. A person who was suspended while signed in has to sign in, and so has a browser in which a
 * password has just been set, whoever was signed in there before.
 */
function policy(config: Config): interactionPolicy.DefaultPolicy {
  const prompts = interactionPolicy.base();
  prompts.remove('consent');
  const { Check } = interactionPolicy;
  const accountGone = new Check(
    'account_gone',
    'the account may not sign in',
    ({ oidc }) => oidc.session?.accountId !== undefined && oidc.entities.Account === undefined,
  );
  const ticket = cookieName(config.PUBLIC_URL, ticketCookie);
  const newPassword = new Check(
    'new_password',
    'a password was set',
    (ctx) => ctx.cookies.get(ticket) !== undefined && ctx.oidc.result?.login === undefined,
  );
  for (const check of [accountGone, newPassword]) prompts.get('login')?.checks.add(check);
  return prompts;
}

async function loadExistingGrant(ctx: KoaContextWithOIDC) {
  const { provider, client, session, account } = ctx.oidc;
  if (client === undefined || session === undefined || account === undefined) return undefined;
  const known = session.grantIdFor(client.clientId);
  const found = known === undefined ? undefined : await provider.Grant.find(known);
  // One of the release before has no name.
  if (found?.accountId === account.accountId && found.getOIDCScope() === claimScopes) return found;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: account.accountId });
  grant.addOIDCScope(claimScopes);
  await grant.save();
  return grant;
}

/** A service that could not be notified of a sign-out is notified later. */
function keepLogouts(provider: Provider, database: Transaction, logger: Logger): void {
  provider.on('backchannel.error', (_ctx, _error, { clientId }, person, sid) => {
    logger.warn({ client: clientId }, 'a sign-out waits for its service');
    rememberLogout(database, { clientId, person, sid }).catch((error: unknown) => {
      logger.error({ err: error, client: clientId }, 'a sign-out is lost');
    });
  });
}
