import type pg from 'pg';
import { schemaPool } from '../adapter.js';
import type { Limits } from '../transaction.js';
import { exportPatience, exportsAtOnce, longestExport, readingPatience } from './export-limits.js';
import { Snapshot } from './snapshot.js';

/** What a list may read: rows of one person's jurisdiction. */
export interface RowAccess {
  /** Runs `work` in one transaction of those that pages use. */
  read<Result>(work: (snapshot: Snapshot) => Promise<Result>): Promise<Result>;
  /** A transaction for an export, which the caller ends. It may take long, and keeps no page waiting. */
  open(): Promise<Snapshot>;
}

/** Reads rows for lists as `<service>_app`: pages from the pool of requests, exports from a small pool of their own. */
export class RowReader {
  private exports: pg.Pool | undefined;

  constructor(
    private readonly requests: pg.Pool,
    private readonly url: string,
    private readonly schema: string,
    /** Names the pool of exports in metrics. */
    private readonly purpose = 'exports',
  ) {}

  limitedTo(limits: Limits): RowAccess {
    return {
      read: async (work) => {
        const snapshot = await Snapshot.open(this.requests, limits);
        try {
          const result = await work(snapshot);
          await snapshot.commit();
          return result;
        } finally {
          snapshot.end();
        }
      },
      open: () => Snapshot.open(this.exportPool(), limits),
    };
  }

  async close(): Promise<void> {
    await this.exports?.end();
  }

  private exportPool(): pg.Pool {
    const session = {
      statement_timeout: exportPatience,
      idle_in_transaction_session_timeout: readingPatience,
      transaction_timeout: longestExport,
      client_connection_check_interval: 500,
    };
    const options = Object.entries(session).map(([name, value]) => `-c ${name}=${value}`);
    this.exports ??= schemaPool(
      this.url,
      this.schema,
      { max: exportsAtOnce, query_timeout: exportPatience, options: options.join(' ') },
      this.purpose,
    );
    return this.exports;
  }
}
