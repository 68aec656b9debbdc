import { type RowSource, sql, type Sql } from '@todoke/database';
import type { ApiScope } from '../domain/api-client.js';

export interface ListedApiClient {
  readonly id: string;
  readonly name: string;
  readonly prefecture: string;
  readonly scopes: readonly ApiScope[];
  readonly sandbox: boolean;
  readonly issuedAt: Date;
  readonly revokedAt: Date | null;
  readonly lastUsedAt: Date | null;
}

/** The rows of API連携. */
export const apiClientRows: RowSource<ListedApiClient, 'issued'> = {
  from: sql`identity_api_clients`,
  columns: {
    id: sql`id`,
    name: sql`name`,
    prefecture: sql`prefecture`,
    scopes: sql`scopes`,
    sandbox: sql`sandbox`,
    issuedAt: sql`issued_at`,
    revokedAt: sql`revoked_at`,
    lastUsedAt: sql`last_used_at`,
  },
  row: (found) => found as unknown as ListedApiClient,
  key: { sql: sql`id`, kind: 'text' },
  sorts: { issued: [{ sql: sql`issued_at`, kind: 'instant' }] },
};

export interface ApiClientFilter {
  readonly state: 'active' | 'revoked' | undefined;
  readonly prefecture: string | undefined;
}

export const conditionsOf = ({ state, prefecture }: ApiClientFilter): Sql[] => [
  ...(state === undefined ? [] : [state === 'active' ? sql`revoked_at IS NULL` : sql`revoked_at IS NOT NULL`]),
  ...(prefecture === undefined ? [] : [sql`prefecture = ${prefecture}`]),
];
