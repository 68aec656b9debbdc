import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { eventually } from '@todoke/testing';
import pg from 'pg';
import { audit, databaseCheck, migrate, prepareSchema, type ServiceRoles, type SqlTransaction } from '../src/index.js';

const folder = (name: string): string => join(import.meta.dirname, 'fixtures', name);
/** As start-servers of @todoke/testing tells it; that library stands above this one, so it is not imported. */
const { pairs } = JSON.parse(process.env['TODOKE_TEST_SERVERS'] ?? '') as { pairs: { postgresUrl: string }[] };
const { postgresUrl: adminUrl } = pairs[Number(process.env['JEST_WORKER_ID'] ?? 1) - 1]!;

const roles = (service: string): ServiceRoles => {
  const as = (kind: string): string => {
    const url = new URL(adminUrl);
    Object.assign(url, { username: `${service}_${kind}`, password: 'only for tests' });
    return url.toString();
  };
  return { service, migratorUrl: as('migrator'), appUrl: as('app'), workerUrl: as('worker') };
};

async function asking<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const ask = (url: string, sql: string): Promise<unknown[]> =>
  asking(url, async (client) => (await client.query(sql)).rows);

const transactionOn = (client: pg.Client): SqlTransaction => ({
  $executeRawUnsafe: async (sql, ...values) => (await client.query(sql, values)).rowCount ?? 0,
  $queryRawUnsafe: async (sql, ...values) => (await client.query(sql, values)).rows as never,
});

beforeAll(async () => {
  for (const service of ['approval', 'registration']) {
    await prepareSchema(adminUrl, roles(service));
    await migrate(service, folder('app'), roles(service).migratorUrl);
  }
});

describe('a service’s schema', () => {
  it('is prepared and migrated again without a change', async () => {
    await prepareSchema(adminUrl, roles('approval'));
    expect(await migrate('approval', folder('app'), roles('approval').migratorUrl)).toEqual([]);
  });

  it('is migrated once when several start at the same time, by the command', async () => {
    const { migratorUrl, appUrl, workerUrl } = roles('accounts');
    const environment = {
      DATABASE_ADMIN_URL: adminUrl,
      DATABASE_MIGRATOR_URL: migratorUrl,
      DATABASE_URL: appUrl,
      DATABASE_WORKER_URL: workerUrl,
    };
    const command = join(import.meta.dirname, '../bin/todoke-migrate.js');
    const run = (): Promise<{ code: number | null; said: string }> =>
      new Promise((resolve) => {
        // The fixture is named approval; the roles of accounts would not match it.
        const child = spawn(process.execPath, [command], {
          cwd: folder('app'),
          env: { ...process.env, ...environment },
        });
        let said = '';
        child.stdout.on('data', (part: Buffer) => (said += part.toString()));
        child.stderr.on('data', (part: Buffer) => (said += part.toString()));
        child.on('close', (code) => resolve({ code, said }));
      });
    const refused = await run();
    expect(refused.code).toBe(1);
    expect(refused.said).toContain('does not belong to approval');

    await ask(adminUrl, 'DROP SCHEMA approval CASCADE');
    const own = roles('approval');
    Object.assign(environment, {
      DATABASE_MIGRATOR_URL: own.migratorUrl,
      DATABASE_URL: own.appUrl,
      DATABASE_WORKER_URL: own.workerUrl,
    });
    const runs = await Promise.all([run(), run(), run()]);
    expect(runs.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(runs.filter(({ said }) => said.includes('applied')).length).toBe(1);
    expect(await ask(own.migratorUrl, 'SELECT migration_name FROM approval._prisma_migrations ORDER BY 1')).toEqual([
      { migration_name: '00000000000001_audit' },
      { migration_name: '00000000000008_audit_of_its_transaction' },
      { migration_name: '20260101000000_notes' },
    ]);
  });

  it('is migrated after that of another service, however long that takes', async () => {
    const waiting = `SELECT DISTINCT classid, objid, count(*) OVER ()::int AS waiting FROM pg_locks
                     WHERE locktype = 'advisory' AND NOT granted`;
    const migrated = await asking(adminUrl, async (other) => {
      await other.query("SELECT pg_advisory_lock(hashtext('todoke-migrate'))");
      const both = ['approval', 'registration'].map((service) =>
        migrate(service, folder('app'), roles(service).migratorUrl),
      );
      // For one and the same lock, which is not Prisma's: that one is not waited for longer than ten seconds.
      await eventually(async () => expect(await ask(adminUrl, waiting)).toMatchObject([{ waiting: 2 }]));
      return both;
    });
    expect(await Promise.all(migrated)).toEqual([[], []]);
  });

  it('takes a migration wholly or not at all, and again once it is mended', async () => {
    const own = roles('notifications');
    await prepareSchema(adminUrl, own);
    await expect(migrate('notifications', folder('broken'), own.migratorUrl)).rejects.toThrow();
    expect(await ask(own.migratorUrl, `SELECT to_regclass('notifications.first_half') AS left_over`)).toEqual([
      { left_over: null },
    ]);
    expect(await migrate('notifications', folder('app'), own.migratorUrl)).toEqual(['20260101000000_notes']);
  });

  it('is not taken for up to date when a migration was changed after it had been applied', async () => {
    const { migratorUrl, appUrl } = roles('registration');
    const name = '20260101000000_notes';
    const note = (checksum: string): Promise<unknown> =>
      ask(
        migratorUrl,
        `UPDATE registration._prisma_migrations SET checksum = '${checksum}' WHERE migration_name = '${name}'`,
      );
    const [row] = await ask(
      migratorUrl,
      `SELECT checksum FROM registration._prisma_migrations WHERE migration_name = '${name}'`,
    );
    await note('0'.repeat(64));
    await expect(migrate('registration', folder('app'), migratorUrl)).rejects.toThrow(`${name} was changed after`);
    await asking(appUrl, async (client) => {
      await client.query('SET search_path = registration');
      expect(await databaseCheck(transactionOn(client), folder('app')).check()).toBe('behind');
    });
    await note((row as { checksum: string }).checksum);
    expect(await migrate('registration', folder('app'), migratorUrl)).toEqual([]);
  });

  it('cannot be read by another service’s roles, nor created by its own', async () => {
    const { appUrl, workerUrl, migratorUrl } = roles('registration');
    for (const url of [appUrl, workerUrl, migratorUrl]) {
      await expect(ask(url, 'SELECT * FROM approval.notes')).rejects.toThrow('permission denied for schema approval');
      await expect(ask(url, 'CREATE SCHEMA own')).rejects.toThrow('permission denied for database');
    }
    await expect(ask(appUrl, 'CREATE TABLE registration.more (id integer)')).rejects.toThrow('permission denied');
    expect(await ask(appUrl, 'SELECT * FROM registration.notes')).toEqual([]);
  });
});

describe('an audit row', () => {
  const entry = { action: 'application.read', subject: 'APF-00000001' };
  const found = (action: string): Promise<unknown[]> =>
    ask(adminUrl, `SELECT actor, detail FROM registration.audit WHERE action = '${action}' ORDER BY id`);
  /** Runs statements as a role of registration, in one transaction. */
  const transacting = <Result>(kind: 'app' | 'worker', work: (client: pg.Client) => Promise<Result>): Promise<Result> =>
    asking(roles('registration')[`${kind}Url`], async (client) => {
      await client.query('SET search_path = registration');
      await client.query('BEGIN');
      const result = await work(client);
      await client.query('COMMIT');
      return result;
    });

  it.each(['app', 'worker'] as const)('is written by the %s role and changed by none', async (kind) => {
    const url = roles('registration')[`${kind}Url`];
    await transacting(kind, (client) => audit(transactionOn(client), { ...entry, actor: kind, detail: { count: 3 } }));
    expect(
      await ask(url, `SELECT actor, action, subject, detail FROM registration.audit WHERE actor = '${kind}'`),
    ).toEqual([{ ...entry, actor: kind, detail: { count: 3 } }]);
    for (const change of [
      'UPDATE registration.audit SET actor = NULL',
      'DELETE FROM registration.audit',
      'TRUNCATE registration.audit',
    ]) {
      await expect(ask(url, change)).rejects.toThrow('permission denied for table audit');
    }
    await expect(ask(url, 'DELETE FROM registration._prisma_migrations')).rejects.toThrow('permission denied');
  });

  it.each(['app', 'worker'] as const)('has the time of its transaction, as the %s role as well', async (kind) => {
    const [began] = await transacting(kind, async (client) => {
      await audit(transactionOn(client), { ...entry, action: `timed by ${kind}`, actor: 'somebody' });
      const { rows } = await client.query<{ began: Date }>('SELECT now() AS began');
      return rows.map((row) => row.began);
    });
    const sql = `SELECT at FROM registration.audit WHERE action = 'timed by ${kind}'`;
    expect(await ask(adminUrl, sql)).toEqual([{ at: began }]);
  });

  it('of a transaction that works for a person is of that person, whatever it says', async () => {
    await transacting('app', async (client) => {
      const transaction = transactionOn(client);
      await transaction.$queryRawUnsafe("SELECT set_config('todoke.person', 'official-46', true)");
      await audit(transaction, { ...entry, action: 'as a person', actor: 'somebody else' });
    });
    expect(await found('as a person')).toEqual([{ actor: 'official-46', detail: {} }]);
  });

  it('is of who acts, also where several do in one transaction of the worker', async () => {
    await transacting('worker', async (client) => {
      for (const actor of ['one', 'other']) await audit(transactionOn(client), { ...entry, action: 'in turn', actor });
    });
    expect(await found('in turn')).toEqual(['one', 'other'].map((actor) => ({ actor, detail: {} })));
  });

  it.each(['app', 'worker'] as const)(
    'that an INSERT of the %s role forges has neither its actor nor its time',
    async (kind) => {
      const forged = `INSERT INTO registration.audit (at, actor, action, subject)
                    VALUES ('2020-01-01', 'somebody else', 'forged by ${kind}', 'x')`;
      await ask(roles('registration')[`${kind}Url`], forged);
      // The release before writes its rows like that, and what they say is kept.
      expect(await found(`forged by ${kind}`)).toEqual([
        { actor: `registration_${kind}`, detail: { said: 'somebody else' } },
      ]);
      const sql = `SELECT count(*)::int AS n FROM registration.audit WHERE at < now() - interval '1 day'`;
      expect(await ask(adminUrl, sql)).toEqual([{ n: 0 }]);
    },
  );

  it('cannot be put before others', async () => {
    const first = `INSERT INTO registration.audit (id, action, subject) OVERRIDING SYSTEM VALUE VALUES (-1, 'x', 'y')`;
    await expect(ask(roles('registration').appUrl, first)).rejects.toThrow('permission denied');
  });

  it('stays as it was where an administrator restores it', async () => {
    await ask(
      adminUrl,
      `INSERT INTO registration.audit (at, actor, action, subject) VALUES ('2020-01-01', 'long gone', 'restored', 'x')`,
    );
    const sql = `SELECT at, actor FROM registration.audit WHERE action = 'restored'`;
    expect(await ask(adminUrl, sql)).toMatchObject([{ actor: 'long gone', at: new Date('2020-01-01T00:00:00Z') }]);
    await ask(adminUrl, `DELETE FROM registration.audit WHERE action = 'restored'`);
  });
});

describe('readiness', () => {
  it('tells a schema that is behind this build from one that is not', async () => {
    await asking(roles('registration').appUrl, async (client) => {
      await client.query('SET search_path = registration');
      expect(await databaseCheck(transactionOn(client), folder('app')).check()).toBe('ok');
      expect(await databaseCheck(transactionOn(client), folder('broken')).check()).toBe('behind');
    });
  });
});
