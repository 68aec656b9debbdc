import pg from 'pg';
import type { Sql } from 'sql-template-tag';

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

/** Runs one statement, which is a transaction by itself. */
export type RunStatement = (statement: Sql) => Promise<void>;

/**
 * For whom a transaction works. Row-level security policies read each with `current_setting('todoke.<name>')`; an
 * undefined one is empty. `person`, the subject, is who an audit row of the transaction is of.
 */
export type Limits = Readonly<Record<string, string | undefined>>;

/**
 * Statements for the simple query protocol: in one round trip they begin a transaction, and say until its end for whom
 * it works.
 * @param begin `BEGIN`, with what belongs to it
 */
export function beginFor(limits: Limits, begin = 'BEGIN'): string {
  const told = Object.entries(limits).map(
    ([name, value]) => `set_config(${pg.escapeLiteral(`todoke.${name}`)}, ${pg.escapeLiteral(value ?? '')}, true)`,
  );
  return told.length === 0 ? begin : `${begin}; SELECT ${told.join(', ')}`;
}
