import { createHash } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { openPool } from './pools.js';

/**
 * A client whose loss never crashes the process. Between checkout from the pool and the first query, no listener would
 * handle its `error` event. The next query fails anyway and reports the loss.
 */
class LastingClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }
}

/**
 * Prisma's connection to one schema. Both are needed: the search path for raw SQL and the schema for what
 * Prisma generates. Statements are named prepared statements, so that Postgres plans each once a connection.
 */
export function prismaAdapter(url: string, schema: string, options: { poolSize?: number } = {}): PrismaPg {
  const pool = openPool(schema, purposeOf(url, schema), {
    connectionString: url,
    options: `-c search_path=${schema}`,
    max: options.poolSize ?? 10,
    connectionTimeoutMillis: 5_000,
    // A server that hangs must not keep requests waiting longer.
    query_timeout: 10_000,
    application_name: schema,
    Client: LastingClient,
  });
  // The pool replaces a lost connection. The query that used it fails, and its caller reports that.
  pool.on('error', () => undefined);
  return new PrismaPg(pool, {
    schema,
    disposeExternalPool: true,
    statementNameGenerator: ({ sql }) => createHash('sha1').update(sql).digest('base64url'),
    onPoolError: () => undefined,
    onConnectionError: () => undefined,
  });
}

/** `registration_worker` → `worker`. */
const purposeOf = (url: string, schema: string): string => new URL(url).username.replace(`${schema}_`, '') || 'other';
