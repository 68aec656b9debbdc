import { Databases as TwoRoles, type DatabaseSettings, type RowAccess, type RunInTransaction } from '@todoke/database';
import { type Prisma, PrismaClient } from './generated/client.js';

/** A transaction of this schema. */
export type Transaction = Prisma.TransactionClient;

/** The two database roles of the schema: `app` for requests, `worker` for reactions, jobs and trial data. */
export class Databases extends TwoRoles<Transaction, PrismaClient> {
  declare readonly app: PrismaClient;

  constructor(settings: DatabaseSettings) {
    super('accounts', settings, (options) => new PrismaClient(options));
  }

  /** In one transaction of a person's request. */
  readonly inRequest: RunInTransaction<Transaction> = (work) => this.limitedTo({}, work);

  /** The rows of a list of the secretariat, which sees all prefectures. */
  allRows(): RowAccess {
    return this.rowsLimitedTo({});
  }
}
