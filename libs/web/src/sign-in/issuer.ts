import { Inject, Injectable } from '@nestjs/common';
import { Problem } from '@todoke/service';
import { createRemoteJWKSet, customFetch as joseFetch, type JWTVerifyGetKey } from 'jose';
import {
  allowInsecureRequests,
  ClientSecretBasic,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  type Configuration,
} from 'openid-client';
import { answersWithinSeconds, repliesWithin } from './retry-policy.js';
import { SIGN_IN_OPTIONS, type SignInOptions } from './sign-in-options.js';

/** The issuer does not answer. The rest of the service goes on. */
export class IssuerUnavailable extends Error {
  override readonly name = 'IssuerUnavailable';
}

/** What whoever asks is told of it. */
export const issuerUnavailable = (detail: string): Problem =>
  new Problem(
    'issuer-unavailable',
    'unavailable',
    'ログインの仕組みに接続できません。しばらくたってから、もう一度お試しください。',
    detail,
  );

/** Whether an error, or its cause, says that the issuer does not answer. */
export function isIssuerUnavailable(error: unknown): boolean {
  for (let one = error, depth = 0; one instanceof Error && depth < 6; one = one.cause, depth += 1) {
    if (one instanceof IssuerUnavailable) return true;
  }
  return false;
}

/**
 * The OpenID Provider as seen by this client. Discovery happens when first needed, and again after a failure, so that
 * a service boots and runs without it. Browsers and this process may reach it at different addresses; its metadata
 * name the public one.
 */
@Injectable()
export class Issuer {
  private known: Promise<Configuration> | undefined;
  private keySet: { uri: string; keys: JWTVerifyGetKey } | undefined;
  private readonly publicBase: string;
  private readonly nearBase: string;

  constructor(@Inject(SIGN_IN_OPTIONS) private readonly options: SignInOptions) {
    this.publicBase = options.issuer.replace(/\/$/, '');
    this.nearBase = (options.backchannelUrl ?? options.issuer).replace(/\/$/, '');
  }

  /** @throws IssuerUnavailable, possibly as a cause */
  configuration(): Promise<Configuration> {
    this.known ??= this.discover().catch((error: unknown) => {
      this.known = undefined;
      throw error;
    });
    return this.known;
  }

  /** The issuer's public keys, cached, and fetched again when a token names an unknown one. */
  async keys(): Promise<JWTVerifyGetKey> {
    const uri = (await this.configuration()).serverMetadata().jwks_uri;
    if (uri === undefined) throw new IssuerUnavailable('the issuer names no keys');
    if (this.keySet?.uri !== uri) {
      const keys = createRemoteJWKSet(new URL(uri), {
        timeoutDuration: answersWithinSeconds * 1_000,
        [joseFetch]: (url, init) => this.fetch(url, init as RequestInit),
      });
      this.keySet = { uri, keys };
    }
    return this.keySet.keys;
  }

  /** Whether it answers now: browsers are not redirected to an issuer that is unavailable. */
  async answers(): Promise<boolean> {
    try {
      const signal = AbortSignal.timeout(repliesWithin);
      return (await this.fetch(`${this.publicBase}/.well-known/openid-configuration`, { signal })).ok;
    } catch {
      return false;
    }
  }

  private async discover(): Promise<Configuration> {
    const { clientId, clientSecret } = this.options;
    const plain = [this.publicBase, this.nearBase].some((address) => address.startsWith('http:'));
    return discovery(new URL(this.publicBase), clientId, undefined, ClientSecretBasic(clientSecret), {
      timeout: answersWithinSeconds,
      [customFetch]: (url, init) => this.fetch(url, init as RequestInit),
      execute: [enableNonRepudiationChecks, ...(plain ? [allowInsecureRequests] : [])],
    });
  }

  /** Requests the reachable address, and treats the response as one of the public address. */
  private async fetch(url: string, init: RequestInit): Promise<Response> {
    const near = url.startsWith(this.publicBase) ? this.nearBase + url.slice(this.publicBase.length) : url;
    const { host, protocol } = new URL(this.publicBase);
    const headers = new Headers(init.headers);
    if (near !== url) {
      headers.set('x-forwarded-host', host);
      headers.set('x-forwarded-proto', protocol.slice(0, -1));
    }
    let response: Response;
    try {
      response = await fetch(near, { ...init, headers, redirect: 'manual' });
    } catch (error) {
      throw new IssuerUnavailable('no answer', { cause: error });
    }
    if (response.status >= 500) throw new IssuerUnavailable(`answered ${response.status}`);
    return url.includes('/.well-known/') ? this.inPublicWords(response) : response;
  }

  private async inPublicWords(response: Response): Promise<Response> {
    const text = await response.text();
    const { status, headers } = response;
    return new Response(text.replaceAll(`"${this.nearBase}`, `"${this.publicBase}`), { status, headers });
  }
}
