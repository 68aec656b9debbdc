import { type Snapshot, sql } from '@todoke/database';
import type { Values } from '@todoke/forms';
import type { InstitutionType } from '@todoke/lifecycle';

/** A published report under the ID of its institution. */
export interface Published {
  readonly id: string;
  readonly values: Values;
}

/**
 * A text that differs as soon as anything that the files of a kind of institution tell has changed: reports that are
 * added, changed or removed, and IDs.
 */
export async function versionOf(snapshot: Snapshot, type: InstitutionType): Promise<string> {
  const [found] = await snapshot.query<{ version: string }>(
    sql`SELECT concat_ws('-', count(*), coalesce(sum(written), 0), coalesce(sum(hashtext(facility)::bigint), 0))
          AS version
        FROM open_data_published WHERE type = ${type}`,
  );
  return found?.version ?? '';
}

/** Published reports of a kind of institution, by prefecture, in batches. Those without an ID are left out. */
export async function* publishedOf(snapshot: Snapshot, type: InstitutionType): AsyncGenerator<Published[]> {
  yield* snapshot.batches<{ id: string; values: Values } & Record<string, unknown>>(
    sql`SELECT facility AS id, values FROM open_data_published
        WHERE type = ${type} AND facility IS NOT NULL ORDER BY prefecture, institution`,
  );
}
