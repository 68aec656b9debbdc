import { columnsOf } from '@todoke/database';
import type { Transaction } from '../../persistence/databases.js';
import type { Application as Row } from '../../persistence/generated/client.js';
import { type Application, fromRow, model } from './applications.js';

/** Which of the applications that are due: so many, or one alone. */
export interface Due {
  readonly limit: number;
  readonly number?: string;
}

const isDue = `status = 'guidance-waiting' AND guidance_due_at <= $1::timestamptz
  AND (retry_at IS NULL OR retry_at <= $1::timestamptz)`;

/**
 * Claims applications whose ② is due, for this transaction (SKIP LOCKED): other processes pass over them, and they are
 * free again if this one ends.
 * @returns in the order of their numbers
 */
export async function claimDue(tx: Transaction, now: Date, { limit, number }: Due): Promise<Application[]> {
  const rows = await tx.$queryRawUnsafe<Row[]>(
    `SELECT ${columnsOf(model)} FROM issuance_applications WHERE ${isDue} AND ($3::text IS NULL OR number = $3::text)
     ORDER BY guidance_due_at, number LIMIT $2::int FOR NO KEY UPDATE SKIP LOCKED`,
    now,
    limit,
    number ?? null,
  );
  return rows.sort((one, other) => (one.number < other.number ? -1 : 1)).map(fromRow);
}

/** The numbers of applications whose ② is due, those first that have waited longest. */
export async function findDue(tx: Transaction, now: Date, limit: number): Promise<string[]> {
  const rows = await tx.$queryRawUnsafe<{ number: string }[]>(
    `SELECT number FROM issuance_applications WHERE ${isDue} ORDER BY guidance_due_at, number LIMIT $2::int`,
    now,
    limit,
  );
  return rows.map(({ number }) => number);
}

/** Postpones an account that could not be issued, so that others go first. */
export async function postpone(tx: Transaction, number: string, until: Date): Promise<void> {
  await tx.application.update({ where: { number }, data: { retryAt: until } });
}
