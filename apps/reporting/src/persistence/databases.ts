import { Databases as TwoRoles, type DatabaseSettings } from '@todoke/database';
import { codesOfArea } from '@todoke/japan';
import type { SignedIn } from '@todoke/service';
import { PrismaClient, type Prisma } from './generated/client.js';

export type Transaction = Prisma.TransactionClient;

/** The two ways into the schema: for people's requests, limited to what is theirs, and for reactions. */
export class Databases extends TwoRoles<Transaction, PrismaClient> {
  constructor(settings: DatabaseSettings) {
    super('reporting', settings, (options) => new PrismaClient(options));
  }

  /** One transaction that tells the database for whom it works: row-level security hides everything else. */
  forPerson<T>(person: SignedIn, work: (tx: Transaction) => Promise<T>): Promise<T> {
    const { role, prefecture, institution } = person;
    const area = codesOfArea(person.area ?? []).join(',');
    return this.limitedTo({ role, prefecture, area, institution }, work);
  }
}
