import { limits, type LimitName, minutesOfEntries, windowEnd } from '../domain/throttle.js';
import type { Transaction } from '../../persistence/databases.js';

/**
 * Counts one more time and says whether it still is within the limit. One statement, so that two at once
 * count two.
 * @param key whose time it is (a mail address, a session), as a keyed hash
 */
export async function countTime(tx: Transaction, name: LimitName, key: string, now: Date): Promise<boolean> {
  const limit = limits[name];
  const ends = windowEnd(limit, now);
  const rows = await tx.$queryRaw<{ count: number }[]>`
    INSERT INTO throttles AS t (key, "limit", count, ends_at) VALUES (${key}, ${name}, 1, ${ends})
    ON CONFLICT (key, "limit") DO UPDATE SET
      count = CASE WHEN t.ends_at <= ${now} THEN 1 ELSE LEAST(t.count + 1, 1000000) END,
      ends_at = CASE WHEN t.ends_at <= ${now} THEN ${ends} ELSE t.ends_at END
    RETURNING count`;
  return (rows[0]?.count ?? Infinity) <= limit.times;
}

/**
 * Uses up a solved robot check, and counts an entered address under each key. One statement that commits by itself:
 * whoever shares a key waits for nobody's transaction, and a check that is refused as too easy counts only once.
 * @param keys as keyed hashes
 * @returns the counts in the order of the keys; undefined if the check was used before (R10)
 */
export async function countEntry(
  tx: Transaction,
  check: { readonly signature: string; readonly expiresAt: Date },
  keys: readonly string[],
  now: Date,
): Promise<readonly number[] | undefined> {
  const ends = windowEnd({ minutes: minutesOfEntries }, now);
  const rows = await tx.$queryRaw<{ key: string; count: number }[]>`
    WITH used AS (
      INSERT INTO robot_checks_used (signature, expires_at) VALUES (${check.signature}, ${check.expiresAt})
      ON CONFLICT DO NOTHING RETURNING 1
    )
    INSERT INTO throttles AS t (key, "limit", count, ends_at)
    SELECT key, 'entry', 1, ${ends} FROM unnest(${keys}::text[]) AS key, used ORDER BY key
    ON CONFLICT (key, "limit") DO UPDATE SET
      count = CASE WHEN t.ends_at <= ${now} THEN 1 ELSE LEAST(t.count + 1, 1000000) END,
      ends_at = CASE WHEN t.ends_at <= ${now} THEN ${ends} ELSE t.ends_at END
    RETURNING key, count`;
  if (rows.length === 0) return undefined;
  return keys.map((key) => rows.find((row) => row.key === key)?.count ?? 0);
}
