/** Which addresses a webhook may have. An address is resolved again at the moment of sending (sending/send.ts). */
import { isIP } from 'node:net';
import { isPublicAddress } from './public-address.js';

export interface AddressRules {
  /** Whether plain http is taken, as in a trial. */
  readonly plainHttp: boolean;
  /** `host:port`s that may be private and plain, as a receiver of a trial or of tests. */
  readonly allowedHosts: readonly string[];
}

export type AddressFault = 'no-address' | 'not-https' | 'with-credentials' | 'private';

export const longestAddress = 500;

/** @returns the address as it is kept and asked, or what is wrong with it */
export function readAddress(
  typed: string,
  rules: AddressRules,
): { readonly url: string } | { readonly fault: AddressFault } {
  const url = URL.canParse(typed) ? new URL(typed) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.hostname === '') return { fault: 'no-address' };
  const allowed = isAllowedHost(url, rules);
  if (url.protocol === 'http:' && !rules.plainHttp && !allowed) return { fault: 'not-https' };
  if (url.username !== '' || url.password !== '') return { fault: 'with-credentials' };
  if (!allowed && isPrivateName(hostOf(url))) return { fault: 'private' };
  url.hash = '';
  return { url: url.href };
}

/** Without the brackets of an IPv6 address. */
const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[(.*)\]$/, '$1');

export function isAllowedHost({ hostname, port, protocol }: URL, { allowedHosts }: AddressRules): boolean {
  const usual = protocol === 'https:' ? '443' : '80';
  return allowedHosts.includes(`${hostname}:${port || usual}`);
}

/** A name that never leads into the public network. Any other may, and is looked at when it is resolved. */
function isPrivateName(host: string): boolean {
  if (isIP(host) !== 0) return !isPublicAddress(host);
  return !host.includes('.') || /\.(localhost|local|internal|home\.arpa|test|invalid|example)\.?$/i.test(`.${host}`);
}

/** What the settings say of addresses. */
export const addressRulesOf = ({
  NODE_ENV,
  WEBHOOK_ALLOWED_HOSTS,
}: {
  readonly NODE_ENV: string;
  readonly WEBHOOK_ALLOWED_HOSTS: readonly string[];
}): AddressRules => ({ plainHttp: NODE_ENV !== 'production', allowedHosts: WEBHOOK_ALLOWED_HOSTS });
