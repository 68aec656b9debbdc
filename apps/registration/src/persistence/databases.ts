import { prismaAdapter } from '@todoke/database';
import { type Prisma, PrismaClient } from './generated/client.js';

/** A client inside a transaction of this service's schema. */
export type Transaction = Prisma.TransactionClient;

const schema = 'registration';

const connect = (url: string, poolSize: number): PrismaClient =>
  new PrismaClient({ adapter: prismaAdapter(url, schema, { poolSize }) });

abstract class Database {
  readonly client: PrismaClient;

  constructor(url: string, poolSize: number) {
    this.client = connect(url, poolSize);
  }

  transaction = <Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> =>
    this.client.$transaction(work, { maxWait: 5_000, timeout: 10_000 });

  async onApplicationShutdown(): Promise<void> {
    await this.client.$disconnect();
  }
}

/** What people's requests use (role registration_app). */
export class AppDatabase extends Database {}

/** What reactions and jobs use (role registration_worker). */
export class WorkerDatabase extends Database {}
