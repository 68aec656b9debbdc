/** What a system may do with the interface. A token has some of the scopes of its client. */
const scopes = ['applications:read', 'applications:decide', 'applications:file', 'mails:read'] as const;
export type Scope = (typeof scopes)[number];

/** What a token says (RFC 9068), once its signature was verified. */
export interface TokenClaims {
  readonly clientId: string;
  readonly scopes: readonly string[];
  /** Two digits. */
  readonly prefecture?: string | undefined;
}

/** What accounts told of a client last. */
export interface KnownClient {
  readonly clientId: string;
  readonly prefecture: string;
  readonly scopes: readonly string[];
  readonly active: boolean;
  readonly sandbox: boolean;
}

/** A prefecture's own system, and what its token allows. */
export interface ApiClient {
  readonly clientId: string;
  /** Two digits. */
  readonly prefecture: string;
  readonly scopes: readonly Scope[];
  /** Its applications are a trial: they live here alone, and mail nobody. */
  readonly sandbox: boolean;
}

/**
 * The client of a token. A scope counts where both the token and what accounts told last have it.
 * @returns undefined where accounts told of no such client, has revoked it, or moved it to another prefecture
 */
export function clientOf(claims: TokenClaims, known: KnownClient | undefined): ApiClient | undefined {
  if (known === undefined || !known.active || known.prefecture !== claims.prefecture) return undefined;
  const { clientId, prefecture, sandbox } = known;
  const granted = scopes.filter((scope) => claims.scopes.includes(scope) && known.scopes.includes(scope));
  return { clientId, prefecture, scopes: granted, sandbox };
}
