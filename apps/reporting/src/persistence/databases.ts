import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { prismaAdapter } from '@todoke/database';
import type { SignedIn } from '@todoke/service';
import { areaOf } from '../domain/area.js';
import { PrismaClient, type Prisma } from './generated/client.js';

export type Transaction = Prisma.TransactionClient;

export interface DatabaseSettings {
  readonly DATABASE_URL: string;
  readonly DATABASE_WORKER_URL: string;
  readonly DATABASE_POOL_SIZE: number;
}

/** Milliseconds: for a connection when many want one, and for a transaction to end. */
const patience = { maxWait: 10_000, timeout: 15_000 };

/** The two ways into the schema: for people's requests, limited to what is theirs, and for reactions. */
@Injectable()
export class Databases implements OnApplicationShutdown {
  private readonly app: PrismaClient;
  readonly worker: PrismaClient;

  constructor(settings: DatabaseSettings) {
    const poolSize = settings.DATABASE_POOL_SIZE;
    const client = (url: string): PrismaClient =>
      new PrismaClient({
        adapter: prismaAdapter(url, 'reporting', { poolSize }),
        transactionOptions: patience,
      });
    this.app = client(settings.DATABASE_URL);
    this.worker = client(settings.DATABASE_WORKER_URL);
  }

  /** One transaction that tells the database for whom it works: row-level security hides everything else. */
  forPerson<T>(person: SignedIn, work: (tx: Transaction) => Promise<T>): Promise<T> {
    const area = areaOf(person.area ?? []).join(',');
    return this.app.$transaction(async (tx) => {
      await tx.$queryRaw`
        SELECT set_config('todoke.role', ${person.role}, true),
               set_config('todoke.prefecture', ${person.prefecture ?? ''}, true),
               set_config('todoke.area', ${area}, true),
               set_config('todoke.institution', ${person.institution ?? ''}, true)`;
      return work(tx);
    });
  }

  inTransaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.worker.$transaction(work);
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.app.$disconnect(), this.worker.$disconnect()]);
  }
}
