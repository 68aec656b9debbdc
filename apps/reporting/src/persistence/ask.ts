import type { Sql } from '@todoke/database';
import type { Transaction } from './databases.js';

/** Runs a query that is put together of fragments. */
export const ask = <Row>(tx: Transaction, { text, values }: Sql): Promise<Row[]> =>
  tx.$queryRawUnsafe<Row[]>(text, ...values);
