import { freshDatabase, rows, type FreshDatabase } from '@todoke/testing';
import type { Review } from '../src/reviews/domain/review.js';
import { Databases } from '../src/persistence/databases.js';
import { changeReview } from '../src/reviews/actions/change-review.js';
import { type Dossier, OpenDossier } from '../src/reviews/actions/open-dossier.js';
import { receiveApplications } from '../src/reviews/actions/receive-applications.js';
import type { Decided } from '../src/reviews/domain/decide.js';
import type { Official } from '../src/reviews/domain/official.js';

/** The service's database and what is done in it, without HTTP and NATS. */
export interface Stored {
  readonly database: FreshDatabase;
  readonly databases: Databases;
  /** Changes a review as an official. */
  change(number: string, official: Official, decide: (review: Review) => Decided): Promise<Review>;
  /** Opens an application as an official. */
  openDossier(number: string, official: Official): Promise<Dossier>;
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
  return {
    database,
    databases,
    change: (number, official, decide) => databases.forOfficial(official, (tx) => changeReview(tx, number, decide)),
    openDossier: (number, official) => new OpenDossier(databases).run(number, official),
    open: (...opened) =>
      databases.inTransaction(async (tx) => {
        for (const review of opened) {
          await receiveApplications(tx, [review]);
        }
      }),
    ask: (sql, values) => rows(database.adminUrl, sql, values),
    close: () => databases.onApplicationShutdown(),
  };
}
