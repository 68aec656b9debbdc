import { Databases as TwoRoles, type DatabaseSettings } from '@todoke/database';
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
    const { sub, role, prefecture, institution } = person;
    const area = codesOfArea(person.area ?? []).join(',');
    return this.limitedTo({ person: sub, role, prefecture, area, institution }, work);
  }
}
