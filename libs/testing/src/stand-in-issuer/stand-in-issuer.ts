import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SignedIn } from '@todoke/service';
import { exportJWK, generateKeyPair } from 'jose';
import Provider, {
  type Adapter,
  type AdapterPayload,
  type ClientMetadata,
  type Configuration,
  type KoaContextWithOIDC,
} from 'oidc-provider';
import { leaveOutNoise } from './console-noise.js';

export interface StandInClient {
  /** The service's name. */
  clientId: string;
  clientSecret: string;
  /** Public address of the service. */
  url: string;
  /** Where this issuer reaches the service, for back-channel logout. Default: `url`. */
  reachedAt?: string;
}

/** A program that gets tokens by its secret (client credentials), as the system of a prefecture does. */
export interface StandInSystem {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Two digits. */
  readonly prefecture: string;
  /** What its tokens may allow; one asked for without a scope allows all of it. */
  readonly scopes: readonly string[];
  /** Address of the interface that its tokens are for. */
  readonly audience: string;
}

export interface StandInIssuer {
  /** For `OIDC_ISSUER`. */
  readonly issuer: string;
  /** For `OIDC_BACKCHANNEL_URL`. */
  readonly near: string;
  close(): Promise<void>;
}

const mount = '/oidc';

/**
 * A real OpenID Provider with the claims of the design and no passwords: its sign-in page lists the people,
 * and one chooses who to be. For tests and for running one service alone.
 * `todoke-stand-in-issuer` starts it from the terminal.
 * @param port 0 or left out: a free one
 * @param issuer the public address, if browsers reach it by another than `http://localhost:<port>/oidc`
 */
export async function startStandInIssuer(setting: {
  port?: number;
  issuer?: string;
  clients: readonly StandInClient[];
  people: readonly SignedIn[];
  systems?: readonly StandInSystem[];
}): Promise<StandInIssuer> {
  leaveOutNoise();
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(setting.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const near = `http://localhost:${port}${mount}`;
  const issuer = setting.issuer ?? near;
  const provider = new Provider(issuer, await configuration(setting.clients, setting.people, setting.systems ?? []));
  provider.proxy = setting.issuer !== undefined;
  const oidc = provider.callback();
  server.on('request', (request, response) => {
    void answer(request, response, provider, oidc, setting.people).catch((error: unknown) => {
      response.statusCode = 400;
      response.end(`the stand-in issuer cannot answer: ${(error as Error).name}`);
    });
  });
  return { issuer, near, close: () => close(server) };
}

type Callback = ReturnType<Provider['callback']>;

async function answer(
  request: IncomingMessage & { originalUrl?: string },
  response: ServerResponse,
  provider: Provider,
  oidc: Callback,
  people: readonly SignedIn[],
): Promise<void> {
  const url = request.url ?? '/';
  if (url.startsWith(`${mount}/`)) {
    // The provider builds addresses from originalUrl and routes by url, so they are set in this order.
    request.originalUrl = url;
    request.url = url.slice(mount.length);
    return oidc(request, response);
  }
  if (!url.startsWith('/interaction/')) {
    response.writeHead(404).end();
    return;
  }
  if (request.method === 'POST') return choose(request, response, provider, people);
  await provider.interactionDetails(request, response);
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.end(signInPage(url, people));
}

async function choose(
  request: IncomingMessage,
  response: ServerResponse,
  provider: Provider,
  people: readonly SignedIn[],
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const wanted = new URLSearchParams(Buffer.concat(chunks).toString()).get('person');
  const person = people.find(({ sub }) => sub === wanted);
  const result = person === undefined ? { error: 'access_denied' } : { login: { accountId: person.sub } };
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}

async function configuration(
  clients: readonly StandInClient[],
  people: readonly SignedIn[],
  systems: readonly StandInSystem[],
): Promise<Configuration> {
  const tokens = tokensOf(systems);
  return {
    adapter: memory(),
    ttl: {
      AccessToken: hour,
      AuthorizationCode: 60,
      ClientCredentials: hour,
      Grant: hour,
      IdToken: hour,
      Interaction: hour,
      Session: 8 * hour,
    },
    clients: [...clients.map(clientMetadata), ...systems.map(systemMetadata)],
    extraTokenClaims: tokens.claims,
    // The provider's own fetch refuses the loopback address, where the clients are.
    fetch: (url, options) => fetch(url, { ...options, dispatcher: undefined } as RequestInit),
    jwks: { keys: [await signingKey] },
    cookies: {
      keys: [randomBytes(32).toString('hex')],
      names: { session: 'stand_in_session', interaction: 'stand_in_interaction', resume: 'stand_in_resume' },
    },
    scopes: ['openid', 'profile'],
    claims: { openid: ['sub', 'role', 'prefecture', 'area', 'institution'], profile: ['name'] },
    // The id_token carries the claims; no client asks the userinfo endpoint.
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    features: {
      ...tokens.features,
      devInteractions: { enabled: false },
      backchannelLogout: { enabled: true },
      rpInitiatedLogout: { enabled: true, logoutSource: confirmSignOut },
    },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_context, sub) => {
      const person = people.find((one) => one.sub === sub);
      return person === undefined ? undefined : { accountId: sub, claims: () => ({ ...person }) };
    },
    loadExistingGrant: async (context) => {
      const { client, session, provider } = context.oidc;
      const grant = new provider.Grant({ clientId: client!.clientId, accountId: session!.accountId! });
      grant.addOIDCScope('openid profile');
      await grant.save();
      return grant;
    },
  };
}

/** Tokens of systems: JWTs (RFC 9068) for the interface of each, with its prefecture. */
function tokensOf(systems: readonly StandInSystem[]) {
  const of = (client: { clientId: string } | undefined) =>
    systems.find(({ clientId }) => clientId === client?.clientId);
  return {
    claims: ({ oidc: { client } }: KoaContextWithOIDC) => {
      const system = of(client);
      return system && { prefecture: system.prefecture };
    },
    features: {
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: (_context: KoaContextWithOIDC, client?: { clientId: string }) => of(client)?.audience,
        getResourceServerInfo: (
          { oidc: { params } }: KoaContextWithOIDC,
          audience: string,
          client: { clientId: string },
        ) => {
          const scope = of(client)?.scopes.join(' ') ?? '';
          if (params !== undefined) params['scope'] ??= scope;
          return { scope, audience, accessTokenTTL: hour, accessTokenFormat: 'jwt' as const };
        },
      },
    },
  } satisfies { features: Configuration['features']; claims: Configuration['extraTokenClaims'] };
}

/** One key a process: after a restart of the issuer, clients still trust it. */
const signingKey = generateKeyPair('RS256', { extractable: true }).then(async ({ privateKey }) => ({
  ...(await exportJWK(privateKey)),
  kid: randomBytes(8).toString('hex'),
  alg: 'RS256',
  use: 'sig',
}));

const hour = 3_600;

/** In-memory storage of one issuer. */
function memory(): (name: string) => Adapter {
  const stored = new Map<string, AdapterPayload>();
  return (name) => {
    const key = (id: string): string => `${name}:${id}`;
    const matching = (test: (payload: AdapterPayload) => boolean): [string, AdapterPayload][] =>
      [...stored].filter(([id, payload]) => id.startsWith(`${name}:`) && test(payload));
    return {
      upsert: async (id, payload) => void stored.set(key(id), payload),
      find: async (id) => stored.get(key(id)),
      findByUid: async (uid) => matching((payload) => payload.uid === uid)[0]?.[1],
      findByUserCode: async () => undefined,
      consume: async (id) => {
        Object.assign(stored.get(key(id)) ?? {}, { consumed: Math.floor(Date.now() / 1_000) });
      },
      destroy: async (id) => void stored.delete(key(id)),
      revokeByGrantId: async (grantId) => {
        for (const [id, payload] of stored) if (payload.grantId === grantId) stored.delete(id);
      },
    };
  };
}

const clientMetadata = ({ clientId, clientSecret, url, reachedAt = url }: StandInClient): ClientMetadata => ({
  client_id: clientId,
  client_secret: clientSecret,
  grant_types: ['authorization_code'],
  response_types: ['code'],
  redirect_uris: [`${url}/sign-in/callback`],
  post_logout_redirect_uris: [`${url}/sign-out`],
  backchannel_logout_uri: `${reachedAt}/backchannel-logout`,
  backchannel_logout_session_required: true,
});

const systemMetadata = ({ clientId, clientSecret }: StandInSystem): ClientMetadata => ({
  client_id: clientId,
  client_secret: clientSecret,
  grant_types: ['client_credentials'],
  response_types: [],
  redirect_uris: [],
});

function signInPage(action: string, people: readonly SignedIn[]): string {
  const choices = people.map(({ sub, role, prefecture = '', institution = '' }) => {
    const label = [role, prefecture, institution, sub].filter((part) => part !== '').join(' ');
    return `<p><button name="person" value="${escaped(sub)}">${escaped(label)}</button></p>`;
  });
  return pageOf(
    'だれとしてログインしますか',
    `<form method="post" action="${escaped(action)}">${choices.join('')}
     <p><button name="person" value="">やめる</button></p></form>`,
  );
}

function confirmSignOut(context: KoaContextWithOIDC, form: string): void {
  context.type = 'html';
  context.body = pageOf(
    'ログアウトしますか',
    `${form}<button form="op.logoutForm" name="logout" value="yes">ログアウトする</button>`,
  );
}

const pageOf = (title: string, content: string): string =>
  `<!doctype html><html lang="ja"><meta charset="utf-8"><title>${title}</title><h1>${title}</h1>${content}</html>`;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
