import { type Snapshot, sql, type Sql, whereOf } from '@todoke/database';
import { institutionRows as i } from '../../institutions/index.js';
import type { State } from '../domain/report.js';
import { releaseRows, type Wanted } from './release-list.js';

/** How many institutions of a place have come how far. */
export interface StateCount {
  /** Two digits. */
  readonly prefecture: string;
  /** Code and name of the 二次医療圏; '' where it is not known. */
  readonly area: string;
  readonly areaName: string;
  readonly state: State | 'none';
  readonly count: number;
}

/** Counts by 二次医療圏 and state, of the rows that the conditions leave, in the order of the areas' codes. */
export const countStates = (snapshot: Snapshot, wanted: Wanted, where: readonly Sql[]): Promise<StateCount[]> =>
  snapshot.query<StateCount & Record<string, unknown>>(
    sql`SELECT ${i.prefecture} AS prefecture, ${i.area} AS area, max(${i.areaName}) AS "areaName",
               coalesce(r.state, 'none') AS state, count(*)::integer AS count
        FROM ${releaseRows(wanted)}${whereOf(where)}
        GROUP BY 1, 2, 4 ORDER BY 1, nullif(${i.area}, '') NULLS LAST`,
  );
