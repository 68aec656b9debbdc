import type { Transaction } from '../../persistence/databases.js';

/**
 * Claims applications whose ② is due, for this transaction (SKIP LOCKED): other processes pass over them, and they are
 * free again if this one ends. The order is that of the prefectures, in which the master is locked.
 */
export async function claimDue(tx: Transaction, now: Date, limit: number): Promise<string[]> {
  const rows = await tx.$queryRaw<{ number: string }[]>`
    SELECT number FROM issuance_applications
    WHERE status = 'guidance-waiting' AND guidance_due_at <= ${now} AND (retry_at IS NULL OR retry_at <= ${now})
    ORDER BY guidance_due_at, number LIMIT ${limit} FOR UPDATE SKIP LOCKED`;
  return rows.map(({ number }) => number);
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
