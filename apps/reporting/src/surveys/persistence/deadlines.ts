import type { Transaction } from '../../persistence/databases.js';
import { usualHour } from '../domain/round.js';

/** The hours that prefectures have set for a survey, 'HH:MM' by the digits of the prefecture. */
export async function findHours(tx: Transaction, survey: string): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.$queryRaw<{ prefecture: string; at: string }[]>`
    SELECT prefecture, left(at::text, 5) AS at FROM surveys_deadlines WHERE survey = ${survey}`;
  return new Map(rows.map(({ prefecture, at }) => [prefecture, at]));
}

/** Until which hour a prefecture wants answers, 'HH:MM'. */
export async function findHour(tx: Transaction, survey: string, prefecture: string | undefined): Promise<string> {
  if (prefecture === undefined) return usualHour;
  const [row] = await tx.$queryRaw<{ at: string }[]>`
    SELECT left(at::text, 5) AS at FROM surveys_deadlines WHERE survey = ${survey} AND prefecture = ${prefecture}`;
  return row?.at ?? usualHour;
}

export async function storeHour(tx: Transaction, prefecture: string, survey: string, at: string): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO surveys_deadlines (prefecture, survey, at) VALUES (${prefecture}, ${survey}, ${at}::time)
    ON CONFLICT (prefecture, survey) DO UPDATE SET at = excluded.at`;
}
