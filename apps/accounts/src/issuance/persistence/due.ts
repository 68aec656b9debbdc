import { columnsOf } from '@todoke/database';
import type { Transaction } from '../../persistence/databases.js';
import type { Application as Row } from '../../persistence/generated/client.js';
import { type Application, fromRow, model } from './applications.js';

/**
 * Claims applications whose ② is due, for this transaction (SKIP LOCKED): other processes pass over them, and they are
 * free again if this one ends.
 * @returns in the order of their numbers
 */
export async function claimDue(tx: Transaction, now: Date, limit: number): Promise<Application[]> {
  const rows = await tx.$queryRawUnsafe<Row[]>(
    `SELECT ${columnsOf(model)} FROM issuance_applications
     WHERE status = 'guidance-waiting' AND guidance_due_at <= $1::timestamptz
       AND (retry_at IS NULL OR retry_at <= $1::timestamptz)
     ORDER BY guidance_due_at, number LIMIT $2::int FOR NO KEY UPDATE SKIP LOCKED`,
    now,
    limit,
  );
  return rows.sort((one, other) => (one.number < other.number ? -1 : 1)).map(fromRow);
}

/** Runs `work` in a savepoint: where it fails, its changes alone are rolled back. */
export async function withSavepoint<Result>(tx: Transaction, work: () => Promise<Result>): Promise<Result> {
  await tx.$executeRawUnsafe('SAVEPOINT one_of_many');
  try {
    const result = await work();
    await tx.$executeRawUnsafe('RELEASE SAVEPOINT one_of_many');
    return result;
  } catch (error) {
    await tx.$executeRawUnsafe('ROLLBACK TO SAVEPOINT one_of_many');
    throw error;
  }
}

/** Postpones an account that could not be issued, so that others go first. */
export async function postpone(tx: Transaction, number: string, until: Date): Promise<void> {
  await tx.application.update({ where: { number }, data: { retryAt: until } });
}
