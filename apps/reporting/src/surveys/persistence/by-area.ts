import { sql } from '@todoke/database';
import { institutionRows } from '../../institutions/index.js';
import { ask } from '../../persistence/ask.js';
import type { Transaction } from '../../persistence/databases.js';
import { all, type Owing } from './owing.js';
import type { Counts } from './rounds.js';

/** Answers to a round from one 二次医療圏. */
export interface AreaCounts extends Counts {
  /** Two digits. */
  readonly prefecture: string;
  /** Code and name of the area; '' where it is not known. */
  readonly area: string;
  readonly areaName: string;
}

/** Counts by 二次医療圏, in the order of the codes; where no area is known, last in its prefecture. */
export function countByArea(tx: Transaction, { from, where }: Owing): Promise<AreaCounts[]> {
  const { prefecture, area, areaName } = institutionRows;
  return ask<AreaCounts>(
    tx,
    sql`SELECT ${prefecture} AS prefecture, ${area} AS area, max(${areaName}) AS "areaName",
               count(*)::integer AS owing, count(a.answered_at)::integer AS answered
        FROM ${from} WHERE ${all(where)}
        GROUP BY 1, 2 ORDER BY 1, nullif(${area}, '') NULLS LAST`,
  );
}
