import pg from 'pg';
import { quoted } from './columns.js';

/** Connection strings of one service's three roles. The roles' names are fixed: `<service>_app` and so on. */
export interface ServiceRoles {
  readonly service: string;
  /** `<service>_migrator`: owns the schema, runs DDL. */
  readonly migratorUrl: string;
  /** `<service>_app`: what people's requests use. */
  readonly appUrl: string;
  /** `<service>_worker`: reactions, jobs and the outbox relay. */
  readonly workerUrl: string;
}

/** Key of the advisory lock for administrative work on this database, so that several commands may start at once. */
const administrationLock = 7_263_001;

/**
 * Creates the schema and its roles, or brings their passwords and grants up to date. Needs an administrator,
 * because a role must not be able to create schemas or roles. Safe to repeat and to run from several places.
 */
export async function prepareSchema(adminUrl: string, roles: ServiceRoles): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query('BEGIN');
    await client.query('SELECT pg_advisory_xact_lock($1)', [administrationLock]);
    for (const url of [roles.migratorUrl, roles.appUrl, roles.workerUrl]) await ensureRole(client, url, roles.service);
    for (const statement of grants(roles.service, new URL(adminUrl).pathname.slice(1))) await client.query(statement);
    await client.query('COMMIT');
  } finally {
    await client.end();
  }
}

async function ensureRole(client: pg.Client, url: string, service: string): Promise<void> {
  const { username, password } = new URL(url);
  if (!username.startsWith(`${service}_`)) throw new Error(`role ${username} does not belong to ${service}`);
  const role = quoted(username);
  const known = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [username]);
  if (known.rowCount === 0) await client.query(`CREATE ROLE ${role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE`);
  await client.query(`ALTER ROLE ${role} PASSWORD ${pg.escapeLiteral(decodeURIComponent(password))}`);
}

function grants(service: string, database: string): string[] {
  const schema = quoted(service);
  const [migrator, app, worker] = ['migrator', 'app', 'worker'].map((kind) => quoted(`${service}_${kind}`));
  const defaults = `ALTER DEFAULT PRIVILEGES FOR ROLE ${migrator} IN SCHEMA ${schema}`;
  return [
    `REVOKE ALL ON SCHEMA public FROM PUBLIC`,
    `REVOKE TEMPORARY ON DATABASE ${quoted(database)} FROM PUBLIC`,
    `CREATE SCHEMA IF NOT EXISTS ${schema}`,
    `ALTER SCHEMA ${schema} OWNER TO ${migrator}`,
    `GRANT USAGE ON SCHEMA ${schema} TO ${app}, ${worker}`,
    `${defaults} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ${app}, ${worker}`,
    `${defaults} GRANT USAGE, SELECT ON SEQUENCES TO ${app}, ${worker}`,
  ];
}
