import { PrismaPg } from '@prisma/adapter-pg';
import type pg from 'pg';
import { openPool } from './pools.js';
import { nameOf, ServiceClient } from './service-client.js';

/**
 * Connections to one schema, for `prismaAdapter` and for lists.
 * @param purpose names the pool in metrics. Default: that of the role, `app` or `worker`
 */
export function schemaPool(
  url: string,
  schema: string,
  options: pg.PoolConfig = {},
  purpose = purposeOf(url, schema),
): pg.Pool {
  const pool = openPool(schema, purpose, {
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 5_000,
    // A server that hangs must not keep requests waiting longer.
    query_timeout: 10_000,
    application_name: schema,
    Client: ServiceClient,
    ...options,
    options: `-c search_path=${schema} ${options.options ?? ''}`.trim(),
  });
  // The pool replaces a lost connection. The query that used it fails, and its caller reports that.
  pool.on('error', () => undefined);
  return pool;
}

/**
 * Prisma's connection to one schema. Both are needed: the search path for raw SQL and the schema for what
 * Prisma generates. Statements are named prepared statements, so that Postgres plans each once a connection.
 * @param pool is closed with the client
 */
export function prismaAdapter(pool: pg.Pool, schema: string): PrismaPg {
  return new PrismaPg(pool, {
    schema,
    disposeExternalPool: true,
    statementNameGenerator: ({ sql }) => nameOf(sql),
    onPoolError: () => undefined,
    onConnectionError: () => undefined,
  });
}

/** `registration_worker` → `worker`. */
const purposeOf = (url: string, schema: string): string => new URL(url).username.replace(`${schema}_`, '') || 'other';
