import type { Transaction } from '../../persistence/databases.js';
import { shownUntil } from '../domain/viewer.js';

/** Notes that a person has an application open, from now on for some minutes. */
export async function noteViewer(tx: Transaction, number: string, person: string, now: Date): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO viewers (number, person, until) VALUES (${number}, ${person}, ${shownUntil(now)})
    ON CONFLICT (number, person) DO UPDATE SET until = excluded.until`;
}

/** Subjects of the others who have the application open, the latest first. */
export async function otherViewers(tx: Transaction, number: string, person: string, now: Date): Promise<string[]> {
  const rows = await tx.$queryRaw<{ person: string }[]>`
    SELECT person FROM viewers WHERE number = ${number} AND person <> ${person} AND until > ${now}
    ORDER BY until DESC, person`;
  return rows.map((row) => row.person);
}

export async function forgetViewers(tx: Transaction, now: Date): Promise<void> {
  await tx.$executeRaw`DELETE FROM viewers WHERE until <= ${now}`;
}
