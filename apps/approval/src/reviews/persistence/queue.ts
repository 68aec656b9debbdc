import { sql, type Sql, whereOf } from '@todoke/database';
import type { Transaction } from '../../persistence/databases.js';
import type { Official } from '../domain/official.js';
import type { Queue } from '../domain/queue.js';

/** Where an application stands in a queue. */
export interface PlaceInQueue {
  /** The next application, oldest first: after this one, else the first. Absent where no other is left. */
  readonly next?: string;
  /** How many there are up to this one, itself included while it is in the queue. */
  readonly place: number;
  readonly total: number;
}

/**
 * The conditions of a queue: what waits for the official to decide, or the pile 不達・ご案内が必要. They repeat what
 * row-level security requires, so that Postgres uses the prefecture's index.
 */
export function conditionsOfQueue({ pile, mine }: Queue, official: Official): Sql[] {
  const { role, prefecture, sub } = official;
  return [
    ...(role === 'secretariat' ? [] : [sql`prefecture = ${prefecture ?? ''}`]),
    ...(pile === 'undeliverable' ? [] : [sql`state = 'waiting'`]),
    ...(pile === undefined ? [] : [sql`pile = ${pile}`]),
    // A health centre decides on pharmacies alone.
    ...(role === 'health-centre' ? [sql`institution_type = 'pharmacy'`] : []),
    ...(mine ? [sql`assignee = ${sub}`] : []),
  ];
}

/** The place of an application in a queue of the official, whether it is still in it or was decided on just now. */
export async function placeInQueue(
  tx: Transaction,
  queue: Queue,
  number: string,
  official: Official,
): Promise<PlaceInQueue> {
  const queued = conditionsOfQueue(queue, official);
  const here = sql`((SELECT received_at FROM here), ${number})`;
  const following = whereOf([...queued, sql`(received_at, number) > ${here}`]);
  const other = whereOf([...queued, sql`number <> ${number}`]);
  const upToHere = whereOf([...queued, sql`(received_at, number) <= ${here}`]);
  const { text, values } = sql`
    WITH here AS (SELECT received_at FROM reviews WHERE number = ${number})
    SELECT
      coalesce(
        (SELECT number FROM reviews${following} ORDER BY received_at, number LIMIT 1),
        (SELECT number FROM reviews${other} ORDER BY received_at, number LIMIT 1)) AS next,
      (SELECT count(*)::integer FROM reviews${upToHere}) AS place,
      (SELECT count(*)::integer FROM reviews${whereOf(queued)}) AS total`;
  const [found] = await tx.$queryRawUnsafe<{ next: string | null; place: number; total: number }[]>(text, ...values);
  const { next = null, place = 0, total = 0 } = found ?? {};
  return { ...(next !== null && { next }), place, total };
}
