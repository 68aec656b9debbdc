import { identityVersion, matchKey } from '@todoke/japan';
import type { Transaction } from '../../persistence/databases.js';

/**
 * Renews the search keys that older rules made. Rows that another process has locked are skipped.
 * @returns how many were renewed; fewer than `limit` means that none is left for now
 */
export async function renewStaleKeys(tx: Transaction, limit: number): Promise<number> {
  const rows = await tx.$queryRaw<{ id: string; name: string }[]>`
    SELECT id, name FROM institutions WHERE search_key_version < ${identityVersion}
    ORDER BY search_key_version, id LIMIT ${limit} FOR NO KEY UPDATE SKIP LOCKED`;
  if (rows.length === 0) return 0;
  await tx.$executeRaw`
    UPDATE institutions SET search_key = renewed.key, search_key_version = ${identityVersion}
    FROM unnest(${rows.map(({ id }) => id)}::text[], ${rows.map(({ name }) => matchKey(name))}::text[])
      AS renewed (id, key)
    WHERE institutions.id = renewed.id`;
  return rows.length;
}
