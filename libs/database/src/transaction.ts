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

/**
 * For whom a transaction works. Row-level security policies read each with `current_setting('todoke.<name>')`; an
 * undefined one is empty. `person`, the subject, is who an audit row of the transaction is of.
 */
export type Limits = Readonly<Record<string, string | undefined>>;

/** Says until the end of the transaction for whom it works. */
export async function limitTo(transaction: SqlTransaction, limits: Limits): Promise<void> {
  const pairs = Object.entries(limits);
  if (pairs.length === 0) return;
  const told = pairs.map((_, at) => `set_config($${2 * at + 1}, $${2 * at + 2}, true)`);
  const values = pairs.flatMap(([name, value]) => [`todoke.${name}`, value ?? '']);
  await transaction.$queryRawUnsafe(`SELECT ${told.join(', ')}`, ...values);
}
