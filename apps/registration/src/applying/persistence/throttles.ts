import { limits, type LimitName, minutesOfEntries, windowEnd } from '../domain/throttle.js';
import type { Transaction } from '../../persistence/databases.js';

/** Nobody has to know whether there were more. */
const mostCounted = 1_000_000;

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
      count = CASE WHEN t.ends_at <= ${now} THEN 1 ELSE LEAST(t.count + 1, ${mostCounted}::int) END,
      ends_at = CASE WHEN t.ends_at <= ${now} THEN ${ends} ELSE t.ends_at END
    RETURNING count`;
  return (rows[0]?.count ?? Infinity) <= limit.times;
}

export interface NewEntry {
  readonly check: { readonly signature: string; readonly expiresAt: Date };
  /** Key of the network from which it came, as keyed hash. */
  readonly client: string;
  /** Other keys for which it counts, as keyed hashes. */
  readonly others: readonly string[];
  /** The client's highest count for which the check was hard enough. Above it the entry counts for the client alone. */
  readonly clientsReach: number;
}

/**
 * Uses up a solved robot check, and counts an entered address under each key: whoever shares the others' keys with a
 * flood pays for no entry that the flood has not paid for. One statement that commits by itself: whoever shares a key
 * waits for nobody's transaction, and a check that is refused as too easy counts only once.
 * @returns the count of the client and of the others in their order, this entry included; undefined if the check was
 *   used before (R10)
 */
export async function countEntry(
  tx: Transaction,
  { check, client, others, clientsReach }: NewEntry,
  now: Date,
): Promise<readonly number[] | undefined> {
  const ends = windowEnd({ minutes: minutesOfEntries }, now);
  const reach = Math.min(clientsReach, mostCounted);
  const rows = await tx.$queryRaw<{ key: string; count: number }[]>`
    WITH used AS (
      INSERT INTO robot_checks_used (signature, expires_at) VALUES (${check.signature}, ${check.expiresAt})
      ON CONFLICT DO NOTHING RETURNING 1
    ), own AS (
      INSERT INTO throttles AS t (key, "limit", count, ends_at) SELECT ${client}, 'entry', 1, ${ends} FROM used
      ON CONFLICT (key, "limit") DO UPDATE SET
        count = CASE WHEN t.ends_at <= ${now} THEN 1 ELSE LEAST(t.count + 1, ${mostCounted}::int) END,
        ends_at = CASE WHEN t.ends_at <= ${now} THEN ${ends} ELSE t.ends_at END
      RETURNING key, count
    ), counted AS (
      INSERT INTO throttles AS t (key, "limit", count, ends_at)
      SELECT other, 'entry', 1, ${ends} FROM unnest(${others}::text[]) AS other, own
      WHERE own.count <= ${reach}::int ORDER BY other
      ON CONFLICT (key, "limit") DO UPDATE SET
        count = CASE WHEN t.ends_at <= ${now} THEN 1 ELSE LEAST(t.count + 1, ${mostCounted}::int) END,
        ends_at = CASE WHEN t.ends_at <= ${now} THEN ${ends} ELSE t.ends_at END
      RETURNING key, count
    )
    SELECT key, count FROM own UNION ALL SELECT key, count FROM counted
    UNION ALL
    SELECT key, count + 1 FROM throttles
    WHERE key = ANY(${others}::text[]) AND "limit" = 'entry' AND ends_at > ${now} AND NOT EXISTS (SELECT FROM counted)`;
  const counts = new Map(rows.map(({ key, count }) => [key, count]));
  if (!counts.has(client)) return undefined;
  return [client, ...others].map((key) => counts.get(key) ?? 1);
}
