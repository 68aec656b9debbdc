import { sql, type Sql } from '@todoke/database';
import type { Transaction } from '../../persistence/databases.js';

/** An application of the list, with its newest change of the pass. */
export interface ChangedApplication {
  readonly position: number;
  readonly updatedAt: Date;
  readonly number: string;
  readonly state: string;
  readonly round: number;
  readonly route: string;
  readonly prefecture: string;
  readonly institutionName: string;
  readonly institutionType: string;
  readonly receivedAt: Date;
  readonly decidedAt: Date | null;
}

/** Gives a place to each change that was committed without one (migration 20261204000600). */
export async function placeChanges(tx: Transaction, now: Date): Promise<void> {
  await tx.$executeRaw`SELECT place_changes(${now})`;
}

/** The newest place among a prefecture's changes; 0 where there is none. */
export async function newestPlace(tx: Transaction, prefecture: string): Promise<number> {
  const rows = await tx.$queryRaw<{ position: string | null }[]>`
    SELECT max(position) AS position FROM api_changes WHERE prefecture = ${prefecture}`;
  return Number(rows[0]?.position ?? 0);
}

/** The last place before an instant; 0 where there is none. */
export async function placeBefore(tx: Transaction, prefecture: string, instant: Date): Promise<number> {
  const rows = await tx.$queryRaw<{ position: string | null }[]>`
    SELECT max(position) AS position FROM api_changes WHERE prefecture = ${prefecture} AND at < ${instant}`;
  return Number(rows[0]?.position ?? 0);
}

/** A part of a pass: after one place, not after another, at most so many. */
export interface Part {
  readonly prefecture: string;
  readonly after: number;
  readonly until: number;
  readonly status?: string | undefined;
  readonly atMost: number;
}

/** Each application once, at its newest change of the pass, with the state that it has now. */
export async function changedApplications(tx: Transaction, part: Part): Promise<ChangedApplication[]> {
  const { prefecture, after, until, status, atMost } = part;
  const ofStatus: Sql = status === undefined ? sql`true` : sql`r.state = ${status}`;
  const statement = sql`
    SELECT c.position, c.at AS "updatedAt", r.number, r.state, r.round, r.route, r.prefecture,
      r.institution_name AS "institutionName", r.institution_type AS "institutionType",
      r.received_at AS "receivedAt", r.decided_at AS "decidedAt"
    FROM api_changes AS c JOIN reviews AS r ON r.number = c.number
    WHERE c.prefecture = ${prefecture} AND c.position > ${after} AND c.position <= ${until} AND ${ofStatus}
      AND NOT EXISTS (
        SELECT FROM api_changes AS later
        WHERE later.number = c.number AND later.position > c.position AND later.position <= ${until})
    ORDER BY c.position LIMIT ${atMost}`;
  const rows = await tx.$queryRawUnsafe<ChangedApplication[]>(statement.text, ...statement.values);
  return rows.map((row) => ({ ...row, position: Number(row.position) }));
}

/** When an application was last seen to change; undefined before that. */
export async function updatedAt(tx: Transaction, number: string): Promise<Date | undefined> {
  const [newest] = await tx.$queryRaw<{ at: Date }[]>`
    SELECT at FROM api_changes WHERE number = ${number} AND position IS NOT NULL ORDER BY position DESC LIMIT 1`;
  return newest?.at;
}

/** Forgets changes before an instant that later ones replaced. @returns how many */
export const forgetReplaced = (tx: Transaction, before: Date): Promise<number> =>
  tx.$executeRaw`
    DELETE FROM api_changes AS old
    WHERE old.at < ${before} AND EXISTS (
      SELECT FROM api_changes AS later WHERE later.number = old.number AND later.position > old.position)`;
