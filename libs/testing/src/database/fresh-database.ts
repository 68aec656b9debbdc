import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { migrate, prepareSchema } from '@todoke/database';
import { repository } from '@todoke/local-system';
import pg from 'pg';
import { serversInUse } from '../servers/servers-in-use.js';

export interface FreshDatabase {
  /** `<service>_app`: requests of people. */
  readonly appUrl: string;
  /** `<service>_worker`: reactions, jobs, outbox relay. */
  readonly workerUrl: string;
  /** `<service>_migrator`: owns the schema. */
  readonly migratorUrl: string;
  /** Superuser, for reading what no role of a service may see. */
  readonly adminUrl: string;
  /** Closes every connection to it and drops it. */
  drop(): Promise<void>;
}

/**
 * A new database on this run's Postgres with the schema, the roles and all migrations of one service. The first one of
 * a service runs its migrations; the next are copies of it.
 * @param service the schema's name
 * @param appFolder where package.json and prisma/migrations are: `apps/<service>`, else the package under test
 */
export async function freshDatabase(service: string, appFolder = folderOf(service)): Promise<FreshDatabase> {
  const name = `test_${service}_${randomBytes(6).toString('hex')}`.replaceAll('-', '_');
  await asAdministrator(async (admin) => {
    await admin.query("SELECT pg_advisory_lock(hashtext('todoke-test-template'))");
    const template = await ensureTemplate(admin, service, appFolder);
    await admin.query(`CREATE DATABASE ${quoted(name)} TEMPLATE ${quoted(template)}`);
    await admin.query(`REVOKE TEMPORARY ON DATABASE ${quoted(name)} FROM PUBLIC`);
  });
  const drop = () => asAdministrator((admin) => admin.query(`DROP DATABASE IF EXISTS ${quoted(name)} WITH (FORCE)`));
  return { ...urls(service, name), adminUrl: databaseUrl(name), drop: async () => void (await drop()) };
}

async function ensureTemplate(admin: pg.Client, service: string, appFolder: string): Promise<string> {
  const template = `template_${service}`;
  const { rowCount } = await admin.query('SELECT FROM pg_database WHERE datname = $1', [template]);
  if (rowCount === 1) return template;
  const half = `${template}_half`;
  await admin.query(`DROP DATABASE IF EXISTS ${quoted(half)} WITH (FORCE)`);
  await admin.query(`CREATE DATABASE ${quoted(half)}`);
  const roles = urls(service, half);
  await prepareSchema(databaseUrl(half), { service, ...roles });
  await migrate(service, appFolder, roles.migratorUrl);
  await admin.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [half]);
  await admin.query(`ALTER DATABASE ${quoted(half)} RENAME TO ${quoted(template)}`);
  return template;
}

const folderOf = (service: string): string => {
  const folder = join(repository, 'apps', service);
  return existsSync(folder) ? folder : process.cwd();
};

async function asAdministrator<Result>(work: (admin: pg.Client) => Promise<Result>): Promise<Result> {
  const admin = new pg.Client({ connectionString: serversInUse().postgresUrl });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

function databaseUrl(database: string, login?: { username: string; password: string }): string {
  const url = new URL(serversInUse().postgresUrl);
  url.pathname = `/${database}`;
  return Object.assign(url, login).toString();
}

/** Roles belong to the whole server, so every database of a service shares them and their password. */
const urls = (service: string, database: string) => {
  const as = (kind: string) => databaseUrl(database, { username: `${service}_${kind}`, password: 'only-for-tests' });
  return { appUrl: as('app'), workerUrl: as('worker'), migratorUrl: as('migrator') };
};

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
