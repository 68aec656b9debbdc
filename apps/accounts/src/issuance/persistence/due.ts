import type { Transaction } from '../../persistence/databases.js';

/**
 * Claims applications whose ② is due, for this transaction alone: other processes pass over them, and if this one dies
 * they are free again. Ordered by prefecture, the order in which the master is locked.
 */
export async function claimDue(tx: Transaction, now: Date, limit: number): Promise<string[]> {
  const rows = await tx.$queryRaw<{ number: string }[]>`
    SELECT number FROM issuance_applications
    WHERE status = 'guidance-waiting' AND guidance_due_at <= ${now} AND (retry_at IS NULL OR retry_at <= ${now})
    ORDER BY guidance_due_at, number LIMIT ${limit} FOR UPDATE SKIP LOCKED`;
  return rows.map(({ number }) => number);
}

/** Whatever `work` did is undone if it fails, and nothing else of the transaction. */
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

/** It could not be issued now: others go first. */
export async function postpone(tx: Transaction, number: string, until: Date): Promise<void> {
  await tx.application.update({ where: { number }, data: { retryAt: until } });
}
