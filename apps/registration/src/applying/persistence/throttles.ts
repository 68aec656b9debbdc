import { limits, type LimitName, windowEnd } from '../domain/throttle.js';
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

/** Marks a solved check as used, in the transaction of what it allows. @returns false if it was used before (R10) */
export async function useRobotCheck(tx: Transaction, signature: string, expiresAt: Date): Promise<boolean> {
  const data = [{ signature, expiresAt }];
  const { count } = await tx.robotCheckUsed.createMany({ data, skipDuplicates: true });
  return count === 1;
}
