import { prismaAdapter, type RunInTransaction } from '@todoke/database';
import { type Prisma, PrismaClient } from './generated/client.js';

interface DatabaseSettings {
  readonly DATABASE_URL: string;
  readonly DATABASE_WORKER_URL: string;
  readonly DATABASE_POOL_SIZE: number;
}

/** A client inside a transaction. */
export type Tx = Prisma.TransactionClient;

/** Patient enough for a backlog that all instances work off at once. */
const patience = { maxWait: 10_000, timeout: 15_000 };

const open = (url: string, poolSize: number): PrismaClient =>
  new PrismaClient({ adapter: prismaAdapter(url, 'notifications', { poolSize }) });

/** The service's two roles in its schema. */
export class Databases {
  /** What people's pages read with. */
  readonly app: PrismaClient;
  /** Reactions and the queue. */
  readonly worker: PrismaClient;

  constructor(settings: DatabaseSettings) {
    this.app = open(settings.DATABASE_URL, settings.DATABASE_POOL_SIZE);
    this.worker = open(settings.DATABASE_WORKER_URL, settings.DATABASE_POOL_SIZE);
  }

  /** In one transaction of the worker. */
  readonly inTransaction: RunInTransaction<Tx> = (work) => this.worker.$transaction(work, patience);

  async close(): Promise<void> {
    await Promise.all([this.app.$disconnect(), this.worker.$disconnect()]);
  }
}
