import { freshDatabase, rows, type FreshDatabase } from '@todoke/testing';
import type { Review } from '../src/reviews/domain/review.js';
import { Databases } from '../src/persistence/databases.js';
import { Dossiers } from '../src/reviews/persistence/dossiers.js';
import { addReview, Reviews } from '../src/reviews/persistence/reviews.js';

/** The service's database and repositories, without HTTP and NATS. */
export interface Stored {
  readonly database: FreshDatabase;
  readonly databases: Databases;
  readonly reviews: Reviews;
  readonly dossiers: Dossiers;
  open(...reviews: Review[]): Promise<void>;
  /** Runs SQL as the superuser, whom row-level security does not limit. Tables are named with their schema. */
  ask<Row extends object>(sql: string, values?: unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

export async function stored(): Promise<Stored> {
  const database = await freshDatabase('approval');
  const store = storedIn(database);
  const close = async (): Promise<void> => {
    await store.close();
    await database.drop();
  };
  return { ...store, close };
}

/** Storage in a database that the caller drops. */
export function storedIn(database: FreshDatabase): Stored {
  const databases = new Databases({
    DATABASE_URL: database.appUrl,
    DATABASE_WORKER_URL: database.workerUrl,
    DATABASE_POOL_SIZE: 5,
  });
  const reviews = new Reviews(databases);
  return {
    database,
    databases,
    reviews,
    dossiers: new Dossiers(databases),
    open: (...opened) =>
      databases.inTransaction(async (tx) => {
        for (const review of opened) await addReview(tx, review);
      }),
    ask: (sql, values) => rows(database.adminUrl, sql, values),
    close: () => databases.onApplicationShutdown(),
  };
}
