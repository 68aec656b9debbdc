import { Databases as TwoRoles, type DatabaseSettings } from '@todoke/database';
import { type Prisma, PrismaClient } from './generated/client.js';

/** A client inside a transaction. */
export type Tx = Prisma.TransactionClient;

/** The two ways into the schema: what pages read with, and what reactions and the queue work with. */
export class Databases extends TwoRoles<Tx, PrismaClient> {
  declare readonly app: PrismaClient;

  constructor(settings: DatabaseSettings) {
    super('notifications', settings, (options) => new PrismaClient(options));
  }
}
