import { Databases as TwoRoles, type DatabaseSettings } from '@todoke/database';
import { type Prisma, PrismaClient } from './generated/client.js';

/** A transaction of this schema. */
export type Transaction = Prisma.TransactionClient;

/** The two ways into the schema: what pages read with, and what reactions and the queue work with. */
export class Databases extends TwoRoles<Transaction, PrismaClient> {
  declare readonly app: PrismaClient;

  constructor(settings: DatabaseSettings) {
    super('notifications', settings, (options) => new PrismaClient(options));
  }
}
