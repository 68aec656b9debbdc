import { AsyncLocalStorage } from 'node:async_hooks';
import { hkdfSync } from 'node:crypto';
import { EncryptJWT, jwtDecrypt } from 'jose';
import { type AdapterPayload, errors } from 'oidc-provider';

/** The cookies of one request and of its response. */
export interface CookieJar {
  read(name: string): string | undefined;
  /** @param value undefined: deletes it */
  write(name: string, value: string | undefined, options: { readonly path: string; readonly maxAge: number }): void;
}

const jars = new AsyncLocalStorage<CookieJar>();

/** Runs what the provider does for one request, which may read and write its cookies. */
export const withCookies = <Result>(jar: CookieJar, work: () => Result): Result => jars.run(jar, work);

/** Of our own requests none is longer. A browser sends four of them at once, and Node takes 16 KB of headers. */
const longest = 2_000;

interface Held {
  readonly name: string;
  readonly path: (id: string) => string;
}

/**
 * What the provider would store for a browser in which nobody has signed in: an authorization request that waits for a
 * password, the state of a sign-out without a session. The browser holds it itself, encrypted and bound to its model
 * and id, so that anonymous requests store nothing here. As soon as somebody has signed in, it is stored.
 */
export class BrowserHeld {
  private readonly keys: readonly Uint8Array[];
  private readonly held: Readonly<Record<string, Held>>;

  /** @param secrets the first encrypts; all of them decrypt @param issuerPath path of the issuer's address */
  constructor(secrets: readonly string[], issuerPath: string) {
    this.keys = secrets.map((secret) => new Uint8Array(hkdfSync('sha256', secret, '', 'accounts browser held', 32)));
    this.held = {
      Interaction: { name: 'accounts_request', path: (id) => `/login/${id}` },
      Session: { name: 'accounts_leaving', path: () => issuerPath },
    };
  }

  /** Whether the browser shall hold it. */
  takes(
    model: string,
    { session, result, accountId }: AdapterPayload & { session?: unknown; result?: unknown },
  ): boolean {
    if (model === 'Interaction') return session === undefined && result === undefined;
    return model === 'Session' && accountId === undefined;
  }

  /** @throws errors.InvalidRequest where it is too long for a cookie, as no request of ours is */
  async keep(model: string, id: string, payload: AdapterPayload, seconds: number): Promise<void> {
    const [key] = this.keys;
    const { name, path } = this.cookieOf(model);
    const value = await new EncryptJWT({ payload })
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
      .setAudience(audienceOf(model, id))
      .setExpirationTime(Math.floor(Date.now() / 1_000) + seconds)
      .encrypt(key as Uint8Array);
    if (value.length > longest) throw new errors.InvalidRequest('the request is too long');
    const jar = jars.getStore();
    if (jar === undefined) throw new Error('the provider was asked outside of a request');
    jar.write(name, value, { path: path(id), maxAge: seconds });
  }

  /** What this browser holds under the id; undefined: nothing, something else, too old or not ours. */
  async find(model: string, id: string): Promise<AdapterPayload | undefined> {
    const { [model]: held } = this.held;
    const value = held && jars.getStore()?.read(held.name);
    if (value === undefined) return undefined;
    for (const key of this.keys) {
      const found = await jwtDecrypt(value, key, { audience: audienceOf(model, id) }).catch(() => undefined);
      if (found !== undefined) return found.payload['payload'] as AdapterPayload;
    }
    return undefined;
  }

  /** Deletes it in this browser. @returns whether there was something */
  forget(model: string, id: string): boolean {
    const { [model]: held } = this.held;
    const jar = jars.getStore();
    if (held === undefined || jar?.read(held.name) === undefined) return false;
    jar.write(held.name, undefined, { path: held.path(id), maxAge: 0 });
    return true;
  }

  private cookieOf(model: string): Held {
    const { [model]: held } = this.held;
    if (held === undefined) throw new Error(`no browser holds a ${model}`);
    return held;
  }
}

const audienceOf = (model: string, id: string): string => `${model} ${id}`;
