/**
 * A prefecture's own system, which works with the API of approval by OAuth 2.0 client credentials (RFC 6749, 4.4). The
 * secretariat issues it, gives it another secret, and revokes it.
 */
import { earlierSecret } from './lifetimes.js';

/** What a token may allow at approval. */
export const apiScopes = ['applications:read', 'applications:decide', 'applications:file', 'mails:read'] as const;
export type ApiScope = (typeof apiScopes)[number];

export interface ApiClient {
  /** `client_id`: `api-46-` and 16 letters and digits. */
  readonly id: string;
  /** What the secretariat knows it by; no name of a person. */
  readonly name: string;
  readonly prefecture: string;
  readonly scopes: readonly ApiScope[];
  /** What it files is a trial, and mails nobody. */
  readonly sandbox: boolean;
  /** Counts its secrets, from 1 on. */
  readonly secretNumber: number;
  readonly secretHash: string;
  readonly secretSince: Date;
  /** The secret before, accepted as well until the system has the new one. */
  readonly earlier?: { readonly hash: string; readonly until: Date };
  readonly issuedAt: Date;
  readonly revokedAt?: Date;
  readonly lastUsedAt?: Date;
  readonly version: number;
}

/** Text that cannot be an id is asked for nowhere. */
export const isApiClientId = (text: string): boolean => /^api-\d{2}-[a-z0-9]{1,32}$/.test(text);

const letters = 'abcdefghjkmnpqrstuvwxyz23456789';

/** @param random a whole number from 0 up to, not including, its argument */
export const drawApiClientId = (prefecture: string, random: (below: number) => number): string =>
  `api-${prefecture}-${Array.from({ length: 16 }, () => letters.charAt(random(letters.length))).join('')}`;

/** The hashes of the secrets that are accepted now; none of a revoked client. */
export function acceptedHashes({ revokedAt, secretHash, earlier }: ApiClient, now: Date): string[] {
  if (revokedAt !== undefined) return [];
  return earlier !== undefined && earlier.until > now ? [secretHash, earlier.hash] : [secretHash];
}

/** What a change leaves; undefined where it was made before, so that a second click changes nothing. */
type Changed = ApiClient | undefined;

/**
 * Another secret. The one before stays accepted for `earlierSecret` seconds; the one before that is over.
 * @param seen the number of the secret that the page showed
 */
export function withNewSecret(client: ApiClient, hash: string, seen: number, now: Date): Changed {
  if (client.revokedAt !== undefined || client.secretNumber !== seen) return undefined;
  const until = new Date(now.getTime() + earlierSecret * 1_000);
  return {
    ...client,
    secretHash: hash,
    secretNumber: client.secretNumber + 1,
    secretSince: now,
    earlier: { hash: client.secretHash, until },
  };
}

/** The secret before is over at once. */
export function withoutEarlierSecret({ earlier, ...client }: ApiClient): Changed {
  return earlier === undefined ? undefined : client;
}

/** For good: neither secret is accepted any more. */
export function revoked({ earlier: _, ...client }: ApiClient, now: Date): Changed {
  return client.revokedAt === undefined ? { ...client, revokedAt: now } : undefined;
}
