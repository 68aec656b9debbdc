import { Databases as TwoRoles, type DatabaseSettings, type SqlTransaction } from '@todoke/database';
import { type Prisma, PrismaClient } from './generated/client.js';

/** What every action and query works in: all that it does commits together. */
export type Transaction = Prisma.TransactionClient & SqlTransaction;

/** The two ways into the schema: `app` for people's requests, `worker` for reactions, jobs and trial data. */
export class Databases extends TwoRoles<Transaction, PrismaClient> {
  declare readonly app: PrismaClient;

  constructor(settings: DatabaseSettings) {
    super('accounts', settings, (options) => new PrismaClient(options));
  }
}
