import { asUnitOfWork, type RunInTransaction, type SqlTransaction } from '@todoke/database';
import type pg from 'pg';

/** Transactions of a pg pool, as this library takes them; for programs without a generated client. */
export function inTransactionsOf(pool: pg.Pool): RunInTransaction {
  return async (work) => {
    const client = await pool.connect();
    let lost = false;
    // The statement under way fails with the same error. Without a listener the event would end the process.
    const onLoss = (): void => {
      lost = true;
    };
    client.on('error', onLoss);
    try {
      await client.query('BEGIN');
      const transaction: SqlTransaction = {
        $executeRawUnsafe: async (sql, ...values) => (await client.query(sql, values)).rowCount ?? 0,
        $queryRawUnsafe: async (sql, ...values) => (await client.query(sql, values)).rows as never,
      };
      const result = await asUnitOfWork(transaction, work);
      await client.query('COMMIT');
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch(onLoss);
      throw error;
    } finally {
      client.off('error', onLoss);
      client.release(lost);
    }
  };
}
