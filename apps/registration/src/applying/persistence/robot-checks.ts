import type { Transaction } from '../../persistence/databases.js';

/** Marks a solved check as used, in the transaction of what it allows. @returns false if it was used before (R10) */
export async function useRobotCheck(tx: Transaction, signature: string, expiresAt: Date): Promise<boolean> {
  const data = [{ signature, expiresAt }];
  const { count } = await tx.robotCheckUsed.createMany({ data, skipDuplicates: true });
  return count === 1;
}
