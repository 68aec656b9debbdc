import { prismaAdapter, type SqlTransaction } from '@todoke/database';
import { type Prisma, PrismaClient } from './generated/client.js';

/** What every action and query works in: all that it does commits together. */
export type Transaction = Prisma.TransactionClient & SqlTransaction;

/** One role's connections to the schema `accounts`. */
export class Database {
  private readonly client: PrismaClient;

  constructor(url: string, poolSize = 10) {
    this.client = new PrismaClient({ adapter: prismaAdapter(url, 'accounts', { poolSize }) });
  }

  /** For the libraries, which ask for no more than SQL. */
  get sql(): SqlTransaction {
    return this.client;
  }

  transaction<Result>(work: (tx: Transaction) => Promise<Result>, timeout = 10_000): Promise<Result> {
    return this.client.$transaction(work, { timeout, maxWait: 10_000 });
  }

  /** Reads that need no transaction, and single statements. */
  get direct(): Transaction {
    return this.client;
  }

  close(): Promise<void> {
    return this.client.$disconnect();
  }
}

/** As `accounts_app`: what people's requests use. */
export class PeopleDatabase extends Database {}

/** As `accounts_worker`: reactions, jobs and trial data. */
export class WorkerDatabase extends Database {}

