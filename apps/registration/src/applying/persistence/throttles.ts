import { Injectable } from '@nestjs/common';
import { limits, type LimitName, windowEnd } from '../domain/throttle.js';
import { KeyedHashes } from '../secrets/keyed-hashes.js';
import { Databases, type Transaction } from '../../persistence/databases.js';

@Injectable()
export class Throttles {
  constructor(
    private readonly databases: Databases,
    private readonly hashes: KeyedHashes,
  ) {}

  /**
   * Counts one more time and says whether it still is within the limit. One statement, so that two at once
   * count two.
   * @param whose a mail address, a session, a draft; only its keyed hash is stored
   */
  async take(
    name: LimitName,
    whose: string,
    now: Date,
    within: Pick<Transaction, '$queryRaw'> = this.databases.app,
  ): Promise<boolean> {
    const limit = limits[name];
    const key = this.hashes.hash('throttle', whose);
    const ends = windowEnd(limit, now);
    const rows = await within.$queryRaw<{ count: number }[]>`
      INSERT INTO throttles AS t (key, "limit", count, ends_at) VALUES (${key}, ${name}, 1, ${ends})
      ON CONFLICT (key, "limit") DO UPDATE SET
        count = CASE WHEN t.ends_at <= ${now} THEN 1 ELSE LEAST(t.count + 1, 1000000) END,
        ends_at = CASE WHEN t.ends_at <= ${now} THEN ${ends} ELSE t.ends_at END
      RETURNING count`;
    return (rows[0]?.count ?? Infinity) <= limit.times;
  }
}
