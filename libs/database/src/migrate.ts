import pg from 'pg';
import { findMigrations, type Migration } from './migrations.js';
import { withSchemaEngine } from './schema-engine.js';

/**
 * Applies an app's pending migrations to its schema, as the migrator role. Rows in `_prisma_migrations` are Prisma's
 * own.
 * @returns the names of the migrations that were applied now
 * @throws when a migration fails (its transaction is rolled back), or was changed after it had been applied
 */
export async function migrate(service: string, appFolder: string, migratorUrl: string): Promise<string[]> {
  return inTurn(migratorUrl, async (client) => {
    await forgetFailedRuns(client, service);
    const migrations = findMigrations(appFolder);
    await refuseChanged(client, service, migrations);
    return withSchemaEngine(migratorUrl, service, async (engine) => {
      const { appliedMigrationNames } = await engine.applyMigrations({
        migrationsList: asList(appFolder, migrations),
        filters: { externalTables: [], externalEnums: [] },
      });
      return appliedMigrationNames;
    });
  });
}

/**
 * One at a time in this database, of all services: an advisory lock is waited for as long as it takes. A process of the
 * same service then finds nothing to do; Prisma's own lock is one for all schemas, and gives up after ten seconds.
 */
async function inTurn<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock(hashtext('todoke-migrate'))");
    return await work(client);
  } finally {
    await client.end();
  }
}

/**
 * A migration that was cut off (its process was killed) leaves a row without an end, which the engine refuses
 * to pass. Postgres rolled the migration itself back, so the row can go and the next run tries it again.
 */
async function forgetFailedRuns(client: pg.Client, service: string): Promise<void> {
  if (!(await wasMigrated(client, service))) return;
  await client.query(`DELETE FROM ${history(service)} WHERE finished_at IS NULL AND rolled_back_at IS NULL`);
}

/** A migration must not be changed after it was applied: the schema would not follow the changed file. */
async function refuseChanged(client: pg.Client, service: string, migrations: readonly Migration[]): Promise<void> {
  if (!(await wasMigrated(client, service))) return;
  const { rows } = await client.query<{ name: string; checksum: string }>(
    `SELECT migration_name AS name, checksum FROM ${history(service)} WHERE rolled_back_at IS NULL`,
  );
  const applied = new Map(rows.map(({ name, checksum }) => [name, checksum]));
  const changed = migrations.filter(({ name, checksum }) => (applied.get(name) ?? checksum) !== checksum);
  if (changed.length === 0) return;
  throw new Error(
    `${service}: ${changed.map(({ name }) => name).join(', ')} was changed after it had been applied. ` +
      'Undo the change and add a migration; a trial begins again with npm start -- --fresh.',
  );
}

const history = (service: string): string => `"${service}"."_prisma_migrations"`;

async function wasMigrated(client: pg.Client, service: string): Promise<boolean> {
  const sql = 'SELECT to_regclass($1) IS NOT NULL AS found';
  const { rows } = await client.query<{ found: boolean }>(sql, [history(service)]);
  return rows[0]?.found === true;
}

function asList(appFolder: string, migrations: readonly Migration[]) {
  return {
    baseDir: appFolder,
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
    shadowDbInitScript: '',
    migrationDirectories: migrations.map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value: sql } },
    })),
  };
}
