import type { PrismaPg } from '@prisma/adapter-pg';
import type { HealthCheck } from '@todoke/service';
import type pg from 'pg';
import { prismaAdapter, schemaPool } from './adapter.js';
import { type RowAccess, RowReader } from './rows/row-reader.js';
import { databaseCheck } from './schema-check.js';
import { beginLimited, nameOf } from './service-client.js';
import type { Limits, RunStatement, SqlTransaction } from './transaction.js';
import { asUnitOfWork } from './unit-of-work.js';

/** The part of every service's settings that says where its data is. */
export interface DatabaseSettings {
  readonly DATABASE_URL: string;
  readonly DATABASE_WORKER_URL: string;
  readonly DATABASE_POOL_SIZE: number;
}

/** For a command that works as the worker alone: trial data, or an announcement of all that is there. */
export const asWorker = (workerUrl: string, poolSize = 2): DatabaseSettings => ({
  DATABASE_URL: workerUrl,
  DATABASE_WORKER_URL: workerUrl,
  DATABASE_POOL_SIZE: poolSize,
});

/** Constructor options of a generated client: `new PrismaClient(options)`. */
export interface ClientOptions {
  readonly adapter: PrismaPg;
  readonly transactionOptions: { readonly maxWait: number; readonly timeout: number };
}

/** The part of a generated client that is used here. */
interface Client<Transaction> extends SqlTransaction {
  $transaction<Result>(
    work: (transaction: Transaction) => Promise<Result>,
    options?: { readonly timeout: number },
  ): Promise<Result>;
  $disconnect(): Promise<void>;
}

/** Milliseconds to wait for a connection from the pool, and for a transaction to end. */
const patience = { maxWait: 10_000, timeout: 15_000 };

/**
 * A service's two connections to its schema: as `<service>_app` for people's requests, as `<service>_worker` for
 * reactions and jobs. An app extends it with its own client and with what its pages may ask.
 */
export abstract class Databases<Transaction extends SqlTransaction, Prisma extends Client<Transaction>> {
  protected readonly app: Prisma;
  readonly worker: Prisma;
  private readonly work: pg.Pool;
  private readonly reader: RowReader;
  private readonly publicReader: RowReader;

  protected constructor(schema: string, settings: DatabaseSettings, client: (options: ClientOptions) => Prisma) {
    const pool = (url: string) => schemaPool(url, schema, { max: settings.DATABASE_POOL_SIZE });
    const open = (from: pg.Pool): Prisma =>
      client({ adapter: prismaAdapter(from, schema), transactionOptions: patience });
    const requests = pool(settings.DATABASE_URL);
    this.app = open(requests);
    this.work = pool(settings.DATABASE_WORKER_URL);
    this.worker = open(this.work);
    this.reader = new RowReader(requests, settings.DATABASE_URL, schema);
    this.publicReader = new RowReader(requests, settings.DATABASE_URL, schema, 'public files');
  }

  /** In one transaction of the worker. @param options milliseconds that it may take, where that is longer than usual */
  readonly inTransaction = <Result>(
    work: (transaction: Transaction) => Promise<Result>,
    options?: { readonly timeout: number },
  ): Promise<Result> => this.begin(this.worker, {}, work, options);

  /** One statement of the worker. */
  readonly inOneStatement: RunStatement = async ({ text, values }) => {
    await this.work.query({ text, values, name: nameOf(text) });
  };

  /**
   * One transaction of the app role. Row-level security policies read each setting with
   * `current_setting('todoke.<name>')`; an undefined setting is empty.
   */
  protected limitedTo<Result>(limits: Limits, work: (transaction: Transaction) => Promise<Result>): Promise<Result> {
    return this.begin(this.app, limits, work);
  }

  private begin<Result>(
    client: Prisma,
    limits: Limits,
    work: (transaction: Transaction) => Promise<Result>,
    options?: { readonly timeout: number },
  ): Promise<Result> {
    const begin = (inside: (transaction: Transaction) => Promise<Result>) => client.$transaction(inside, options);
    return beginLimited(limits, begin, (transaction) => asUnitOfWork(transaction, work));
  }

  /** Rows for a list, with the same limits. */
  protected rowsLimitedTo(limits: Limits): RowAccess {
    return this.reader.limitedTo(limits);
  }

  /** Rows that everybody may read. Their files have places of their own, so that nobody keeps officials waiting. */
  protected rowsOfEverybody(): RowAccess {
    return this.publicReader.limitedTo({});
  }

  /** Readiness check with the app role. @param folder of the app, where its migrations are */
  check(folder: string): HealthCheck {
    return databaseCheck(this.app, folder);
  }

  /** Nest calls it; code without Nest must call it itself. */
  async onApplicationShutdown(): Promise<void> {
    const readers = [this.reader.close(), this.publicReader.close()];
    await Promise.all([this.app.$disconnect(), this.worker.$disconnect(), ...readers]);
  }
}
