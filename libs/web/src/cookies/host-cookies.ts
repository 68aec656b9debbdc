import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import cookie from '@fastify/cookie';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readableCookies } from './readable-cookies.js';

/** The outcome of reading a signed value, in the form that @fastify/session asks for. */
interface Unsigned {
  readonly valid: boolean;
  readonly renew: boolean;
  readonly value: string | null;
}

/** Signs the values of one cookie. */
export interface CookieSigner {
  sign(value: string): string;
  unsign(signed: string): Unsigned;
}

/**
 * The signer of the cookie with this name. Each name has a key of its own, so what was signed for one cookie is worth
 * nothing as the value of another.
 * @param secret of the service
 */
function cookieSigner(secret: string, name: string): CookieSigner {
  const key = Buffer.from(hkdfSync('sha256', secret, '', `todoke cookie ${name}`, 32));
  const macOf = (value: string): string => createHmac('sha256', key).update(value).digest('base64').replace(/=+$/, '');
  return {
    sign: (value) => `${value}.${macOf(value)}`,
    unsign: (signed) => {
      const dot = signed.lastIndexOf('.');
      const [value, mac] = [signed.slice(0, Math.max(dot, 0)), signed.slice(dot + 1)];
      return dot >= 0 && isSame(mac, macOf(value))
        ? { valid: true, renew: false, value }
        : { valid: false, renew: false, value: null };
    },
  };
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** What the request has sent, by name, without what cannot be read. */
const sent = new WeakMap<FastifyRequest, ReadonlyMap<string, readonly string[]>>();

const valuesOf = (request: FastifyRequest, name: string): readonly string[] => sent.get(request)?.get(name) ?? [];

/**
 * Under https a browser takes a cookie of this name from this host alone, over https and for all paths (RFC 6265bis
 * 4.1.3.2), so no neighbour can plant one.
 */
export const cookieName = (publicUrl: string, name: string): string =>
  publicUrl.startsWith('https:') ? `__Host-${name}` : name;

/** The cookies of a service: how they are named, set, signed and read. */
export class HostCookies {
  private readonly secure: boolean;
  private readonly signers = new Map<string, CookieSigner>();

  constructor(
    private readonly publicUrl: string,
    private readonly secret: string,
  ) {
    this.secure = publicUrl.startsWith('https:');
  }

  nameOf(name: string): string {
    return cookieName(this.publicUrl, name);
  }

  /** What every cookie of ours has. */
  get attributes() {
    return { path: '/', httpOnly: true, sameSite: 'lax', secure: this.secure } as const;
  }

  signerOf(name: string): CookieSigner {
    const signer = this.signers.get(name) ?? cookieSigner(this.secret, name);
    this.signers.set(name, signer);
    return signer;
  }

  /** @param seconds until the browser forgets it @param path of the pages that need it; under https all get it */
  set(reply: FastifyReply, name: string, value: string, seconds: number, path = '/'): void {
    void reply.setCookie(this.nameOf(name), value, { ...this.below(path), maxAge: seconds });
  }

  setSigned(reply: FastifyReply, name: string, value: string, seconds: number): void {
    this.set(reply, name, this.signerOf(name).sign(value), seconds);
  }

  read(request: FastifyRequest, name: string): string | undefined {
    return valuesOf(request, this.nameOf(name))[0];
  }

  /** The first of the values of this name that this service signed for it. */
  readSigned(request: FastifyRequest, name: string): string | undefined {
    const signer = this.signerOf(name);
    for (const value of valuesOf(request, this.nameOf(name))) {
      const read = signer.unsign(value);
      if (read.valid && read.value !== null) return read.value;
    }
    return undefined;
  }

  /** What `setSigned` keeps as JSON; undefined for any other. */
  readJson(request: FastifyRequest, name: string): unknown {
    const text = this.readSigned(request, name);
    try {
      return text === undefined ? undefined : JSON.parse(Buffer.from(text, 'base64url').toString());
    } catch {
      return undefined;
    }
  }

  setJson(reply: FastifyReply, name: string, value: object, seconds: number): void {
    this.setSigned(reply, name, Buffer.from(JSON.stringify(value)).toString('base64url'), seconds);
  }

  /** Names of cookies that the request has, and that begin like this. */
  namesWith(request: FastifyRequest, beginning: string): string[] {
    const names = [...(sent.get(request)?.keys() ?? [])];
    const prefix = this.nameOf('');
    return names.filter((name) => name.startsWith(prefix + beginning)).map((name) => name.slice(prefix.length));
  }

  has(request: FastifyRequest, name: string): boolean {
    return valuesOf(request, this.nameOf(name)).length > 0;
  }

  /** @param path as it was set */
  drop(reply: FastifyReply, name: string, path = '/'): void {
    void reply.clearCookie(this.nameOf(name), this.below(path));
  }

  private below(path: string) {
    return this.secure ? this.attributes : { ...this.attributes, path };
  }
}

/**
 * Cookies of requests. One that cannot be read is dropped, and of several with one name the first that is signed counts
 * (a neighbour on the same host may have set another).
 */
export async function registerCookies(server: FastifyInstance): Promise<void> {
  await server.register(cookie);
  server.addHook('onRequest', (request, _reply, done) => {
    const read = readableCookies(request.raw.headers.cookie ?? '');
    sent.set(request, read);
    const firsts = [...read].map(([name, values]) => [name, values[0]] as const);
    request.cookies = Object.assign(Object.create(null) as object, Object.fromEntries(firsts));
    done();
  });
}
