import { Databases as TwoRoles, type DatabaseSettings, type RowAccess } from '@todoke/database';
import { codesOfArea } from '@todoke/japan';
import type { SignedIn } from '@todoke/service';
import { PrismaClient, type Prisma } from './generated/client.js';

/** A transaction of this schema. */
export type Transaction = Prisma.TransactionClient;

/**
 * The two database roles of the schema: `app` for requests, limited to the person's rows, and `worker` for reactions.
 */
export class Databases extends TwoRoles<Transaction, PrismaClient> {
  constructor(settings: DatabaseSettings) {
    super('reporting', settings, (options) => new PrismaClient(options));
  }

  /** Runs one transaction for a person. Row-level security shows it only the rows of that person. */
  forPerson<T>(person: SignedIn, work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.limitedTo(limitsOf(person), work);
  }

  /** What is published, for everybody. */
  rowsPublished(): RowAccess {
    return this.rowsOfEverybody();
  }

  /** The rows of a list that a person may see. */
  rowsFor(person: SignedIn): RowAccess {
    return this.rowsLimitedTo(limitsOf(person));
  }
}

const limitsOf = ({ sub, role, prefecture, area = [], institution }: SignedIn) => ({
  person: sub,
  role,
  prefecture,
  area: codesOfArea(area).join(','),
  institution,
});
