import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finishRestore, migrate, prepareSchema } from '@todoke/database';
import { eventually } from '@todoke/testing';
import pg from 'pg';
import { PostgresContainer } from './postgres-container.js';
import { repository, services } from './stack.js';

const database = 'todoke';
const folder = mkdtempSync(join(tmpdir(), 'pg-dump-'));
const [roles, dump] = [join(folder, 'roles.sql'), join(folder, 'todoke.dump')];

let here: PostgresContainer;
let there: PostgresContainer;

/** `todoke-migrate` in the folder of each service. @returns the migrations that were applied */
async function migrated(server: PostgresContainer): Promise<string[]> {
  const applied: string[] = [];
  for (const service of services) {
    const role = (kind: string) => server.url(`${service}_${kind}`, database, `secret-of-${service}-${kind}`);
    const of = { service, migratorUrl: role('migrator'), appUrl: role('app'), workerUrl: role('worker') };
    await prepareSchema(server.url('postgres', database), of);
    applied.push(...(await migrate(service, join(repository, 'apps', service), of.migratorUrl)));
  }
  return applied;
}

/** Two rows a transaction, in two schemas, until it is told to stop. */
async function writeOn(until: AbortSignal): Promise<void> {
  const client = new pg.Client({ connectionString: here.url('postgres', database) });
  await client.connect();
  while (!until.aborted) {
    await client.query('BEGIN');
    for (const schema of ['registration', 'approval']) {
      await client.query(
        `INSERT INTO ${schema}.outbox (id, subject, envelope)
         VALUES (gen_random_uuid(), 'registration.application-submitted.v1', '{"text":"髙﨑①〜"}')`,
      );
    }
    await client.query("SELECT nextval('registration.application_numbers')");
    await client.query('COMMIT');
  }
  await client.end();
}

const counted = async (server: PostgresContainer): Promise<{ registration: number; approval: number }> => {
  const [row] = await server.rows<{ registration: number; approval: number }>(
    `SELECT (SELECT count(*)::int FROM registration.outbox) AS registration,
            (SELECT count(*)::int FROM approval.outbox) AS approval`,
    database,
  );
  return row!;
};

/** Rights, policies, owners, defaults, functions, triggers and constraints, as Postgres knows them. */
const laws: Record<string, string> = {
  tables: `SELECT oid::regclass::text, relkind, relowner::regrole::text, relrowsecurity, relforcerowsecurity,
             (SELECT array_agg(one ORDER BY one) FROM unnest(
                coalesce(relacl, acldefault((CASE relkind WHEN 'S' THEN 's' ELSE 'r' END)::"char", relowner))::text[]
              ) one) AS rights
           FROM pg_class WHERE relnamespace::regnamespace::text = ANY($1) ORDER BY 1`,
  policies: 'SELECT * FROM pg_policies WHERE schemaname = ANY($1) ORDER BY schemaname, tablename, policyname',
  columns: `SELECT attrelid::regclass::text, attname, attacl::text FROM pg_attribute
            WHERE attacl IS NOT NULL AND attrelid::regclass::text LIKE ANY(SELECT unnest($1::text[]) || '.%')
            ORDER BY 1, 2`,
  functions: `SELECT oid::regprocedure::text, proowner::regrole::text, proacl::text, prosrc, proconfig
              FROM pg_proc WHERE pronamespace::regnamespace::text = ANY($1) ORDER BY 1`,
  defaults: `SELECT defaclrole::regrole::text, defaclobjtype, defaclacl::text FROM pg_default_acl
             WHERE defaclnamespace::regnamespace::text = ANY($1) ORDER BY 1, 2`,
  schemas: 'SELECT nspname, nspowner::regrole::text, nspacl::text FROM pg_namespace WHERE nspname = ANY($1) ORDER BY 1',
  triggers: `SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid, true) AS definition FROM pg_trigger
             WHERE NOT tgisinternal ORDER BY 1, 2`,
  constraints: `SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
                WHERE connamespace::regnamespace::text = ANY($1) ORDER BY 1, 2`,
  indexes: 'SELECT indexdef FROM pg_indexes WHERE schemaname = ANY($1) ORDER BY 1',
  migrations: services
    .map((service) => `SELECT '${service}', migration_name, checksum FROM ${service}._prisma_migrations`)
    .join(' UNION ALL ')
    .concat(' ORDER BY 1, 2'),
  locale: `SELECT datcollate, datlocprovider, datlocale, pg_encoding_to_char(encoding) FROM pg_database
           WHERE datname = current_database()`,
};

async function lawsOf(server: PostgresContainer): Promise<Record<string, unknown[]>> {
  const client = new pg.Client({ connectionString: server.url('postgres', database) });
  await client.connect();
  const found: Record<string, unknown[]> = {};
  for (const [name, query] of Object.entries(laws)) {
    found[name] = (await client.query(query, query.includes('$1') ? [services] : [])).rows;
  }
  await client.end();
  return found;
}

/** What docs/backup-and-restore.md tells operators to do, with the programs of the image postgres:17. */
describe('pg_dump and pg_restore of postgres:17', () => {
  const stop = new AbortController();
  let writing: Promise<void>;
  let atBegin: { registration: number };

  beforeAll(async () => {
    [here, there] = await Promise.all([PostgresContainer.start(), PostgresContainer.start()]);
    await here.rows(
      `CREATE DATABASE ${database} TEMPLATE template0 LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C'`,
    );
    await migrated(here);
    writing = writeOn(stop.signal);
    await eventually(async () => expect((await counted(here)).registration).toBeGreaterThan(50));
    atBegin = await counted(here);
    await here.into(roles, 'pg_dumpall', '-U', 'postgres', '--roles-only', '--no-role-passwords');
    await here.into(dump, 'pg_dump', '-U', 'postgres', '--format=custom', database);
    await eventually(async () => expect((await counted(here)).registration).toBeGreaterThan(atBegin.registration));
    stop.abort();
    await writing;
    // The role postgres is there already; all others are new.
    await there.from(roles, 'psql', '-U', 'postgres', '-q');
    await there.from(dump, 'pg_restore', '-U', 'postgres', '--create', '--exit-on-error', '-d', 'postgres');
  });

  afterAll(async () => {
    stop.abort();
    await writing.catch(() => undefined);
    await Promise.all([here, there].map((server) => server.remove()));
  });

  it('bring one moment of all schemas, while they are written', async () => {
    const restored = await counted(there);
    expect(restored.registration).toBe(restored.approval);
    expect(restored.registration).toBeGreaterThanOrEqual(atBegin.registration);
    expect(restored.registration).toBeLessThan((await counted(here)).registration);
    expect(await there.rows("SELECT DISTINCT envelope->>'text' AS text FROM registration.outbox", database)).toEqual([
      { text: '髙﨑①〜' },
    ]);
  });

  it('bring rights, row-level security, owners and all that the migrations made', async () => {
    const [wanted, found] = [await lawsOf(here), await lawsOf(there)];
    for (const name of ['tables', 'policies', 'functions', 'defaults', 'triggers', 'migrations']) {
      expect(wanted[name]).not.toEqual([]);
    }
    expect(found).toEqual(wanted);
  });

  it('bring sequences that give no number twice', async () => {
    const next = (server: PostgresContainer, sequence: string) =>
      server.rows<{ next: string }>(`SELECT nextval('${sequence}') AS next`, database);
    const [{ position }] = (await there.rows<{ position: string }>(
      'SELECT max(position) AS position FROM registration.outbox',
      database,
    )) as [{ position: string }];
    const [{ next: number }] = (await next(there, 'registration.outbox_position_seq')) as [{ next: string }];
    expect(Number(number)).toBeGreaterThan(Number(position));
  });

  it('need todoke-migrate only for the passwords of the settings', async () => {
    const connected = async (): Promise<number | null> => {
      const url = there.url('registration_app', database, 'secret-of-registration-app');
      const client = new pg.Client({ connectionString: url });
      try {
        await client.connect();
        return (await client.query('SELECT count(*) FROM registration.drafts')).rowCount;
      } finally {
        await client.end().catch(() => undefined);
      }
    };
    await expect(connected()).rejects.toThrow('password authentication failed');
    expect(await migrated(there)).toEqual([]);
    expect(await connected()).toBe(1);
    const refused = 'SET ROLE registration_app; DELETE FROM registration.audit';
    await expect(there.rows(refused, database)).rejects.toThrow('permission denied');
  });

  it('are followed by what has to happen after a restore: numbers leave a gap', async () => {
    const last = async () =>
      Number(
        (await there.rows<{ n: string }>('SELECT last_value AS n FROM registration.application_numbers', database))[0]
          ?.n,
      );
    const before = await last();
    expect([...(await finishRestore(there.url('postgres', database)))].sort()).toEqual([...services].sort());
    expect(await last()).toBe(before + 100_000);
  });
});
