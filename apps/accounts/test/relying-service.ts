import { createServer, type Server } from 'node:http';
import { decodeJwt, type JWTPayload } from 'jose';
import * as openid from 'openid-client';
import { freePort, type Visitor } from '@todoke/testing';
import { clientSecret } from './running.js';

type Finish = (callback: string) => Promise<openid.TokenEndpointResponse & openid.TokenEndpointResponseHelpers>;

/** A service that signs people in at accounts, with openid-client alone. */
export interface RelyingService {
  readonly url: string;
  /** Logout tokens that accounts posted to it. */
  readonly logouts: JWTPayload[];
  /** Answers /backchannel-logout with this status from now on. */
  answerLogoutsWith(status: number): void;
  /** Takes a visitor to the sign-in. The second step follows once the visitor stands at the callback. */
  begin(issuer: string, parameters?: Record<string, string>): Promise<{ url: string; finish: Finish }>;
  stop(): Promise<void>;
}

export async function relyingService(client: string, fixed?: { port: number }): Promise<RelyingService> {
  const port = fixed?.port ?? (await freePort());
  const url = `http://127.0.0.1:${port}`;
  const logouts: JWTPayload[] = [];
  let status = 200;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const token = new URLSearchParams(Buffer.concat(chunks).toString()).get('logout_token');
      if (token !== null && status === 200) logouts.push(decodeJwt(token));
      response.writeHead(request.url === '/backchannel-logout' ? status : 200).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const begin: RelyingService['begin'] = async (issuer, parameters = {}) => {
    const known = await openid.discovery(
      new URL(issuer),
      client,
      undefined,
      openid.ClientSecretBasic(clientSecret(client)),
      {
        execute: [openid.allowInsecureRequests, openid.enableNonRepudiationChecks],
      },
    );
    const verifier = openid.randomPKCECodeVerifier();
    const [state, nonce] = [openid.randomState(), openid.randomNonce()];
    const to = openid.buildAuthorizationUrl(known, {
      redirect_uri: `${url}/sign-in/callback`,
      scope: 'openid',
      state,
      nonce,
      code_challenge: await openid.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      ...parameters,
    });
    const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier };
    return { url: to.href, finish: (callback) => openid.authorizationCodeGrant(known, new URL(callback), checks) };
  };
  return { url, logouts, begin, answerLogoutsWith: (next) => void (status = next), stop: () => closed(server) };
}

const closed = (server: Server): Promise<void> => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
};

/** The claims that a service gets of a visitor who is signed in at accounts already. */
export async function claimsOf(service: RelyingService, issuer: string, visitor: Visitor, asked = {}) {
  const { url, finish } = await service.begin(issuer, asked);
  const { way } = await visitor.get(url);
  return decodeJwt((await finish(way.at(-1) ?? '')).id_token ?? '');
}
