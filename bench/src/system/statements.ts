import { rows } from '@todoke/testing';
import pg from 'pg';
import { profiling } from './profiles.js';

export interface Statement {
  readonly calls: number;
  /** Milliseconds of all calls. */
  readonly milliseconds: number;
  /** How often it was planned, and the milliseconds of all that. */
  readonly plans: number;
  readonly planning: number;
  readonly role: string;
  readonly query: string;
}

/** Has Postgres count statements, which takes a restart. */
export async function watchStatements(adminUrl: string, restart: () => Promise<void>): Promise<void> {
  const [known] = await rows(adminUrl, "SELECT FROM pg_extension WHERE extname = 'pg_stat_statements'");
  if (known !== undefined) return;
  await run(adminUrl, "ALTER SYSTEM SET shared_preload_libraries = 'pg_stat_statements'");
  if (profiling) await run(adminUrl, 'ALTER SYSTEM SET pg_stat_statements.track_planning = on');
  await restart();
  await run(adminUrl, 'CREATE EXTENSION pg_stat_statements');
}

export async function forgetStatements(adminUrl: string): Promise<void> {
  await run(adminUrl, 'SELECT pg_stat_statements_reset()');
}

/** The most frequent statements; only where a profile is wanted. */
export async function statements(adminUrl: string, most = 200): Promise<readonly Statement[]> {
  if (!profiling) return [];
  return rows<Statement & pg.QueryResultRow>(
    adminUrl,
    `SELECT calls::int, round(total_exec_time) AS milliseconds,
            plans::int, round(total_plan_time) AS planning, rolname AS role, left(query, 150) AS query
     FROM pg_stat_statements JOIN pg_roles ON pg_roles.oid = userid
     WHERE rolname <> 'postgres' ORDER BY calls DESC LIMIT $1`,
    [most],
  );
}

/** How many statements there were. */
export interface Calls {
  /** All but those of `transactions`. */
  readonly statements: number;
  /** BEGIN, COMMIT and ROLLBACK. */
  readonly transactions: number;
}

/** The number of statements of each role. */
export async function calls(adminUrl: string): Promise<Record<string, Calls>> {
  const found = await rows<Calls & { role: string }>(
    adminUrl,
    `SELECT rolname AS role,
            coalesce(sum(calls) FILTER (WHERE NOT ends), 0)::int AS statements,
            coalesce(sum(calls) FILTER (WHERE ends), 0)::int AS transactions
     FROM (SELECT userid, calls, query ~ '^(BEGIN|COMMIT|ROLLBACK)' AS ends FROM pg_stat_statements) AS counted
     JOIN pg_roles ON pg_roles.oid = userid WHERE rolname <> 'postgres' GROUP BY rolname ORDER BY rolname`,
  );
  return Object.fromEntries(found.map(({ role, ...counted }) => [role, counted]));
}

/** The database's counters since it started. */
export interface Work {
  /** Transactions that wrote something. */
  readonly writes: number;
  /** Transactions of all kinds. */
  readonly transactions: number;
  readonly inserted: number;
  readonly updated: number;
  /** Bytes of write-ahead log. */
  readonly logged: number;
}

export async function workDone(adminUrl: string): Promise<Work> {
  const [work] = await rows<Record<keyof Work, string>>(
    adminUrl,
    `SELECT pg_snapshot_xmax(pg_current_snapshot())::text AS writes, xact_commit AS transactions,
            tup_inserted AS inserted, tup_updated AS updated,
            pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0') AS logged
     FROM pg_stat_database WHERE datname = current_database()`,
  );
  const number = (name: keyof Work): number => Number(work?.[name] ?? 0);
  const { writes, transactions, inserted, updated, logged } = {
    writes: number('writes'),
    transactions: number('transactions'),
    inserted: number('inserted'),
    updated: number('updated'),
    logged: number('logged'),
  };
  return { writes, transactions, inserted, updated, logged };
}

async function run(adminUrl: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
