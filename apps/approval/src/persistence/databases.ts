import { Databases as TwoRoles, type DatabaseSettings } from '@todoke/database';
import { PrismaClient, type Prisma } from './generated/client.js';

export type Transaction = Prisma.TransactionClient;

/** For whom a transaction works: a role, and where it is at home (area: codes of five digits). */
export interface Jurisdiction {
  readonly role: string;
  readonly prefecture?: string | undefined;
  readonly area: readonly string[];
}

/** The two ways into the schema: for people's requests, limited to a jurisdiction, and for reactions. */
export class Databases extends TwoRoles<Transaction, PrismaClient> {
  constructor(settings: DatabaseSettings) {
    super('approval', settings, (options) => new PrismaClient(options));
  }

  /** One transaction that tells the database for whom it works: row-level security hides everything else. */
  forOfficial<T>({ role, prefecture, area }: Jurisdiction, work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.limitedTo({ role, prefecture, area: area.join(',') }, work);
  }
}
