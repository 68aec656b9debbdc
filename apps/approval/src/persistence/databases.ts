import { Databases as TwoRoles, type DatabaseSettings } from '@todoke/database';
import type { Official } from '../reviews/domain/official.js';
import { PrismaClient, type Prisma } from './generated/client.js';

export type Transaction = Prisma.TransactionClient;

/** The two ways into the schema: for people's requests, limited to a jurisdiction, and for reactions. */
export class Databases extends TwoRoles<Transaction, PrismaClient> {
  constructor(settings: DatabaseSettings) {
    super('approval', settings, (options) => new PrismaClient(options));
  }

  /** One transaction that tells the database for whom it works: row-level security hides everything else. */
  forOfficial<T>({ role, prefecture, area }: Official, work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.limitedTo({ role, prefecture, area: area.join(',') }, work);
  }
}
