import { lookup } from 'node:dns';
import { request as plainRequest, type RequestOptions } from 'node:http';
import { request as tlsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import { isAllowedHost, readAddress, type AddressRules } from './address.js';
import { isPublicAddress } from './public-address.js';
import { signatureOf } from './signature.js';
import { answerWithin } from '../domain/retry-policy.js';

/** Why there was no answer; codes, so that nothing of an address or an error text stays in the log. */
export type SendFault =
  'private-address' | 'name-unknown' | 'refused' | 'no-answer' | 'certificate' | 'connection' | 'secret-unreadable';

export interface Sent {
  /** HTTP status. */
  readonly status?: number;
  readonly error?: SendFault;
  /** Milliseconds that the receiver asks to wait (Retry-After, in seconds). */
  readonly wait?: number;
  readonly tookMs: number;
}

export interface Message {
  /** The same in each attempt. */
  readonly id: string;
  readonly url: string;
  readonly body: string;
  readonly secrets: readonly string[];
}

/**
 * One attempt (Standard Webhooks). The name is resolved for this request, and the connection goes to the address that
 * was looked at, so a name that leads into a private network is refused whatever it led to before. Redirects are
 * answers that are no success: they are not followed.
 * @param resolve finds the addresses of a name
 */
export async function send(
  { id, url, body, secrets }: Message,
  rules: AddressRules,
  resolve: typeof lookup = lookup,
): Promise<Sent> {
  const began = Date.now();
  const done = (sent: Omit<Sent, 'tookMs'>): Sent => ({ ...sent, tookMs: Date.now() - began });
  if ('fault' in readAddress(url, rules)) return done({ error: 'private-address' });
  const at = Math.floor(began / 1_000);
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'user-agent': 'Todoke-Webhooks/1',
    'webhook-id': id,
    'webhook-timestamp': String(at),
    'webhook-signature': signatureOf(id, at, body, secrets),
  };
  const lookedAt = isAllowedHost(new URL(url), rules) ? {} : { lookup: publicOnly(resolve) };
  try {
    return done(await post(new URL(url), { method: 'POST', headers, ...lookedAt }, body));
  } catch (error) {
    return done({ error: faultOf(error) });
  }
}

function post(url: URL, options: RequestOptions, body: string): Promise<Omit<Sent, 'tookMs'>> {
  const request = url.protocol === 'https:' ? tlsRequest : plainRequest;
  return new Promise((answered, failed) => {
    const signal = AbortSignal.timeout(answerWithin);
    // No connection is kept: the next request looks at its address again.
    const sending = request(url, { ...options, agent: false, signal });
    sending.on('error', failed);
    sending.on('response', (response) => {
      const { statusCode: status = 0, headers } = response;
      const wait = Number(headers['retry-after']) * 1_000;
      answered({ status, ...(wait > 0 && Number.isFinite(wait) && { wait }) });
      // Of the answer nothing else is read.
      response.destroy();
    });
    sending.end(body);
  });
}

/** A name in the private network, as an error of the connection. */
class PrivateAddress extends Error {
  readonly code = 'PRIVATE_ADDRESS';
}

/** Resolves a name to public addresses alone; one private address among them refuses it. */
const publicOnly =
  (resolve: typeof lookup): LookupFunction =>
  (name, options, found) => {
    resolve(name, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error !== null || first === undefined) return found(error ?? new Error('no address'), '', 4);
      if (!addresses.every(({ address }) => isPublicAddress(address))) return found(new PrivateAddress(), '', 4);
      if (options.all === true) return found(null, addresses);
      found(null, first.address, first.family);
    });
  };

function faultOf(error: unknown): SendFault {
  const { code = '', name } = error as NodeJS.ErrnoException;
  if (code === 'PRIVATE_ADDRESS') return 'private-address';
  if (name === 'AbortError' || name === 'TimeoutError' || code === 'ETIMEDOUT') return 'no-answer';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'ENODATA') return 'name-unknown';
  if (code === 'ECONNREFUSED') return 'refused';
  return /CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO/.test(code) ? 'certificate' : 'connection';
}
