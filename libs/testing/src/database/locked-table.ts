import pg from 'pg';
import { eventually } from '../eventually.js';

export interface LockedTable {
  /** Resolves when a statement waits for the table. */
  waitedFor(): Promise<void>;
  release(): Promise<void>;
}

/** Locks a table, so that every statement that needs it waits until the lock is released. */
export async function lockedTable(url: string, table: string): Promise<LockedTable> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`BEGIN; LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`);
  return {
    waitedFor: async () => {
      await eventually(async () => {
        const waiting = await client.query('SELECT 1 FROM pg_locks WHERE NOT granted AND relation = $1::regclass', [
          table,
        ]);
        return waiting.rowCount !== 0;
      });
    },
    release: () => client.end(),
  };
}
