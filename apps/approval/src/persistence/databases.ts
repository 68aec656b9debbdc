import { Databases as TwoRoles, type DatabaseSettings, type RowAccess } from '@todoke/database';
import { PrismaClient, type Prisma } from './generated/client.js';

/** A transaction of this schema. */
export type Transaction = Prisma.TransactionClient;

/**
 * The person for whom a transaction runs: subject, role, prefecture (two digits) and area (municipality codes of five
 * digits).
 */
export interface Jurisdiction {
  readonly sub: string;
  readonly role: string;
  readonly prefecture?: string | undefined;
  readonly area: readonly string[];
}

/** The two database roles of the schema: `app` for requests, limited to a jurisdiction, and `worker` for reactions. */
export class Databases extends TwoRoles<Transaction, PrismaClient> {
  constructor(settings: DatabaseSettings) {
    super('approval', settings, (options) => new PrismaClient(options));
  }

  /** Runs one transaction for an official. Row-level security shows it only the rows of that jurisdiction. */
  forOfficial<T>(jurisdiction: Jurisdiction, work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.limitedTo(limitsOf(jurisdiction), work);
  }

  /** The rows of a list that an official may see. */
  rowsFor(jurisdiction: Jurisdiction): RowAccess {
    return this.rowsLimitedTo(limitsOf(jurisdiction));
  }
}

const limitsOf = ({ sub, role, prefecture, area }: Jurisdiction) => ({
  person: sub,
  role,
  prefecture,
  area: area.join(','),
});
