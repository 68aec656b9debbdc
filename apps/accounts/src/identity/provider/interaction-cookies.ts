import type { IncomingMessage, OutgoingHttpHeader, ServerResponse } from 'node:http';
import { cookieName } from '@todoke/web';

/** Names as the provider knows them. A sign-in under way has both, each with a second cookie that signs it. */
export const interactionCookies = { interaction: 'accounts_interaction', resume: 'accounts_resume' } as const;

/** What a browser holds of a sign-in under way (BrowserHeld). */
export const requestCookie = 'accounts_request';

const host = cookieName('https:', '');
const ours = [...Object.values(interactionCookies), requestCookie].join('|');
const plain = new RegExp(`^(?:${ours})(?:\\.sig)?$`);
const named = new RegExp(`^${host}(${ours})\\.([\\w-]+?)(\\.sig)?$`);
const line = new RegExp(`^(${ours})(\\.sig)?=`);

/** Sign-ins that a browser may have under way: each is 2 KB of every request. The oldest are forgotten. */
const atOnce = 4;

/**
 * Under https every cookie is named `__Host-…`, which allows no path but `/`. The provider distinguishes the sign-ins
 * of several tabs by the paths of their cookies (`/login/<uid>`, `/oidc/auth/<uid>`). So the browser gets the uid as a
 * part of the name, and the provider the names that it knows.
 */
export function nameForHost(request: IncomingMessage, response: ServerResponse): void {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim());
  const here = uidOf(request.url ?? '/');
  request.headers.cookie = pairs.flatMap((pair) => asProviderKnows(pair, here)).join('; ');
  const set = response.setHeader.bind(response);
  response.setHeader = (name: string, value: Parameters<typeof set>[1]): ServerResponse =>
    name.toLowerCase() === 'set-cookie' ? set(name, asBrowserKnows(value, pairs)) : set(name, value);
}

const nameIn = (pair: string): string => pair.split('=', 1)[0] ?? '';
/** The uid of a sign-in under way, which ends the addresses that belong to it. */
export const uidOf = (target: string): string => target.split(/[?#]/, 1)[0]?.split('/').at(-1) ?? '';

/** A cookie without the prefix is none of ours: it may have come over http, or from a neighbour. */
function asProviderKnows(pair: string, here: string): string[] {
  const name = nameIn(pair);
  if (plain.test(name)) return [];
  const [, bare, uid, signature = ''] = named.exec(name) ?? [];
  if (bare === undefined) return [pair];
  return uid === here ? [bare + signature + pair.slice(name.length)] : [];
}

function asBrowserKnows(value: OutgoingHttpHeader | readonly string[], pairs: readonly string[]): string[] {
  const lines = [value].flat().map(String);
  const renamed = lines.flatMap((cookie) => (line.test(cookie) ? renamedFor(cookie) : [cookie]));
  const begins = lines.some((cookie) => cookie.startsWith(`${interactionCookies.interaction}=`));
  return begins ? [...renamed, ...forgotten(pairs)] : renamed;
}

function renamedFor(cookie: string): string[] {
  const uid = uidOf(/; *path=([^;]*)/i.exec(cookie)?.[1] ?? '/');
  if (uid === '') return [];
  const name = cookie.replace(line, (_all, bare: string, signature = '') => `${host}${bare}.${uid}${signature}=`);
  return [name.replace(/; *path=[^;]*/i, '; path=/')];
}

/** Browsers send the oldest first. */
function forgotten(pairs: readonly string[]): string[] {
  const begun = pairs.map((pair) => named.exec(nameIn(pair))).filter((found) => found !== null);
  const uids = [...new Set(begun.map(([, , uid]) => uid))];
  const old = new Set(uids.slice(0, Math.max(0, uids.length - atOnce + 1)));
  return begun
    .filter(([, , uid]) => old.has(uid))
    .map(([name]) => `${name}=; path=/; expires=Thu, 01 Jan 1970 00:00:00 GMT; samesite=lax; secure; httponly`);
}
