/**
 * The part of a transaction that the libraries use. Every Prisma client and every client inside `$transaction` has it,
 * whatever schema it was generated from.
 */
export interface SqlTransaction {
  $executeRawUnsafe(sql: string, ...values: unknown[]): Promise<number>;
  $queryRawUnsafe<Rows = unknown>(sql: string, ...values: unknown[]): Promise<Rows>;
}

/** Runs `work` in one transaction of the service's own database, and commits when it resolves. */
export type RunInTransaction<Transaction extends SqlTransaction = SqlTransaction> = <Result>(
  work: (transaction: Transaction) => Promise<Result>,
) => Promise<Result>;
