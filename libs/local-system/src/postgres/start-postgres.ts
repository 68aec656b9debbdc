import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import pg from 'pg';
import { freePort } from '../free-ports.js';
import type { Child } from '../processes/child.js';
import { Children } from '../processes/children.js';
import { reasonOf, StartFailure } from '../start-failure.js';
import { postgresBinaries } from './binaries.js';
import { clearStalePid, isCluster, makeCluster, reachable } from './data-folder.js';
import { runPostgresAs } from './run-as.js';

export type PostgresOptions = {
  /** Folder of its data; without it, a temporary folder that `stop` deletes. */
  dataDir?: string;
  /** 0 or absent: a free one. */
  port?: number;
  superuserPassword: string;
  /** Database that is created where it is missing; `adminUrl` names it. */
  database?: string;
  /** False gives up durability over a power cut, for the speed of tests. */
  durable?: boolean;
  /** The supervisor; without it, it has one of its own, whose logs are deleted when it stops. */
  children?: Children;
  log?: (line: string) => void;
};

export type RunningPostgres = {
  adminUrl: string;
  port: number;
  /** The real folder of the data: another one if Postgres may not enter the given one. */
  folder: string;
  stop: () => Promise<void>;
};

/**
 * Starts the embedded Postgres 17 on the loopback address, on new or existing data.
 * @throws StartFailure
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const { superuserPassword: password, database = 'todoke', durable = true } = options;
  const wanted = options.dataDir ?? join(throwaway(), 'data');
  const runAs = runPostgresAs(wanted);
  if (options.dataDir === undefined && runAs !== undefined) chownSync(dirname(wanted), runAs.uid, runAs.gid);
  const binaries = postgresBinaries(runAs);
  const folder = reachable(wanted, runAs);
  const logs = options.children === undefined ? mkdtempSync(join(tmpdir(), 'todoke-logs-')) : undefined;
  const children = options.children ?? new Children({ logs: logs ?? '' });
  if (!isCluster(folder)) await makeCluster(folder, { initdb: binaries.initdb, password, durable, runAs, children });
  await clearStalePid(folder);

  const port = options.port || (await freePort());
  const url = (name: string) => `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/${name}`;
  const child = children.start({
    name: 'postgres',
    command: binaries.postgres,
    args: ['-D', folder, '-p', String(port), ...settings(durable)],
    cwd: '/',
    // Fast shutdown: ends the sessions of clients. SIGTERM would wait for them.
    stopSignal: 'SIGINT',
    stopWithin: 20_000,
    ...(runAs !== undefined && { uid: runAs.uid, gid: runAs.gid }),
  });
  const stop = async () => {
    await child.stop();
    if (logs !== undefined) await children.stop();
    if (options.dataDir === undefined) rmSync(dirname(wanted), { recursive: true, force: true });
  };
  try {
    await ensureDatabase(child, url('postgres'), database);
  } catch (error) {
    await stop();
    throw error;
  }
  options.log?.(`Postgres 17 listens on 127.0.0.1:${port}, data in ${folder}`);
  const stopAndClear = async () => {
    await stop();
    if (logs !== undefined) rmSync(logs, { recursive: true, force: true });
  };
  return { adminUrl: url(database), port, folder, stop: stopAndClear };
}

/**
 * Keeps personal data out of the log: failed statements and their rows are not logged.
 */
const settings = (durable: boolean): string[] =>
  [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=300',
    'shared_buffers=256MB',
    'timezone=UTC',
    'log_timezone=UTC',
    'log_min_error_statement=panic',
    'log_error_verbosity=terse',
    'log_parameter_max_length=0',
    ...(durable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']),
  ].flatMap((setting) => ['-c', setting]);

const throwaway = (): string => mkdtempSync(join(tmpdir(), 'todoke-postgres-'));

/** Waits until it accepts connections, then creates the database where it is missing. */
async function ensureDatabase(child: Child, url: string, database: string): Promise<void> {
  const client = await connect(child, url);
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [database]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)}`);
  } finally {
    await client.end();
  }
}

async function connect(child: Child, connectionString: string): Promise<pg.Client> {
  const until = Date.now() + 60_000;
  for (;;) {
    if (child.exit !== undefined) throw child.failure();
    const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5_000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return client;
    } catch (error) {
      const { code } = error as { code?: string };
      if (code === '28P01') {
        throw new StartFailure('Postgres refuses its own administrator', {
          why: 'the data was made with another password than the one in the secrets file',
          todo: 'Put that secrets file back, or begin again: npm start -- --fresh',
          log: child.log,
        });
      }
      if (Date.now() > until)
        throw new StartFailure('Postgres does not take connections', {
          why: reasonOf(error),
          log: child.log,
        });
      await after(50);
    }
  }
}
