import { join } from 'node:path';
import pg from 'pg';
import {
  BackupRefused,
  migrate,
  prepareSchema,
  restoreDatabase,
  saveDatabase,
  type ServiceRoles,
} from '../src/index.js';

/** As start-servers of @todoke/testing tells it; that library stands above this one, so it is not imported. */
const { pairs } = JSON.parse(process.env['TODOKE_TEST_SERVERS'] ?? '') as { pairs: { postgresUrl: string }[] };
const { postgresUrl } = pairs[Number(process.env['JEST_WORKER_ID'] ?? 1) - 1]!;
const app = join(import.meta.dirname, 'fixtures/app');
const services = ['approval', 'registration'] as const;

const urlOf = (database: string, login?: { username: string; password: string }): string =>
  Object.assign(new URL(postgresUrl), { pathname: `/${database}`, ...login }).toString();

const rolesOf = (service: string, database: string): ServiceRoles => {
  const as = (kind: string) => urlOf(database, { username: `${service}_${kind}`, password: 'only for tests' });
  return { service, migratorUrl: as('migrator'), appUrl: as('app'), workerUrl: as('worker') };
};

async function ask(url: string, ...statements: string[]): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    let rows: unknown[] = [];
    for (const statement of statements) rows = (await client.query(statement)).rows;
    return rows;
  } finally {
    await client.end();
  }
}

/**
 * What row_to_json and the like would change: nulls inside JSON, large numbers, bytes, blanks, quotes, microseconds.
 */
const strange = [
  `CREATE TABLE registration.strange (
     id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, doubled bigint GENERATED ALWAYS AS (id * 2) STORED,
     json jsonb, list text[], bytes bytea, at timestamptz, code char(4), amount numeric, real double precision,
     note text)`,
  `CREATE FUNCTION registration.after_restore() RETURNS void LANGUAGE plpgsql AS $$
   BEGIN INSERT INTO registration.strange (note) VALUES ('restored'); END $$`,
];

/** A database with two services' schemas. */
async function newDatabase(name: string): Promise<string> {
  await ask(postgresUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`, `CREATE DATABASE ${name}`);
  for (const service of services) {
    await prepareSchema(urlOf(name), rolesOf(service, name));
    await migrate(service, app, rolesOf(service, name).migratorUrl);
  }
  await ask(urlOf(name), ...strange);
  return urlOf(name);
}

const linesOf = async (url: string): Promise<string[]> => {
  const lines: string[] = [];
  for await (const line of saveDatabase(url, new Date(0))) lines.push(line);
  return lines;
};

async function* told(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines;
}

let source: string;
let target: string;
let saved: string[];

beforeAll(async () => {
  source = await newDatabase('backup_source');
  await ask(
    source,
    `INSERT INTO registration.strange (json, list, bytes, at, code, amount, real, note)
     VALUES ('null', '{"a,b",NULL,"\\""}', '\\x00ff', '2026-11-20 10:00:00.123456+09', 'ab',
             12345678901234567890.5, 0.1, E'髙﨑\n\t"\\\\'),
            (NULL, '{}', NULL, 'infinity', NULL, 'NaN', '-infinity', '')`,
    `INSERT INTO registration.strange (json)
     SELECT json_build_object('n', n, 'big', 9007199254740993) FROM generate_series(1, 2500) n`,
    `INSERT INTO approval.audit (actor, action, subject, at) VALUES ('a', 'b', 'c', now())`,
  );
  saved = await linesOf(source);
});
beforeEach(async () => {
  target = await newDatabase('backup_target');
});
afterAll(() =>
  ask(postgresUrl, 'DROP DATABASE backup_source WITH (FORCE)', 'DROP DATABASE backup_target WITH (FORCE)'),
);

describe('a backup', () => {
  it('brings back every value as it was, every sequence, and then what the service itself has to do', async () => {
    const { schemas, rows } = await restoreDatabase(target, told(saved));
    expect({ schemas, rows }).toEqual({ schemas: [...services], rows: 2503 });
    expect(await ask(target, `DELETE FROM registration.strange WHERE note = 'restored' RETURNING id::int`)).toEqual([
      { id: 2503 },
    ]);
    await ask(source, `SELECT nextval('registration.strange_id_seq')`);
    expect(await linesOf(target)).toEqual(await linesOf(source));
  });

  it('leaves the roles what they may do, and nothing more', async () => {
    await restoreDatabase(target, told(saved));
    const { appUrl } = rolesOf('approval', 'backup_target');
    expect(await ask(appUrl, 'SELECT count(*)::int AS n FROM approval.audit')).toEqual([{ n: 1 }]);
    await expect(ask(appUrl, 'DELETE FROM approval.audit')).rejects.toThrow('permission denied');
    await expect(ask(appUrl, 'SELECT FROM registration.audit')).rejects.toThrow('permission denied');
  });

  it.each([
    ['is none', () => ['{"name":"something else"}'], 'no backup of todoke'],
    ['is cut off', () => saved.slice(0, -1), 'cut off'],
    ['lacks a table', () => saved.filter((line) => !line.includes('"audit"')), 'damaged'],
    [
      'has a line too few',
      () => saved.toSpliced(saved.findIndex((line) => line.includes('"strange"')) + 1, 1),
      'damaged',
    ],
    [
      'is of another release',
      () => [saved[0]!.replace('_audit"', '_other"'), ...saved.slice(1)],
      'lacks 00000000000001_other',
    ],
  ])('that %s is refused, and changes nothing', async (_what, lines, why) => {
    await ask(target, `INSERT INTO registration.strange (note) VALUES ('was here before')`);
    const before = await linesOf(target);
    await expect(restoreDatabase(target, told(lines()))).rejects.toThrow(why);
    expect(await linesOf(target)).toEqual(before);
  });

  it('is not restored over a system in use, unless that is wanted', async () => {
    await ask(target, `INSERT INTO approval.audit (actor, action, subject, at) VALUES ('x', 'y', 'z', now())`);
    await expect(restoreDatabase(target, told(saved))).rejects.toThrow(BackupRefused);
    await restoreDatabase(target, told(saved), { replace: true });
    expect(await ask(target, 'SELECT actor FROM approval.audit')).toEqual([{ actor: 'a' }]);
  });

  it('is not restored while a service is connected', async () => {
    const service = new pg.Client({ connectionString: rolesOf('approval', 'backup_target').workerUrl });
    service.on('error', () => undefined);
    await service.connect();
    await expect(restoreDatabase(target, told(saved))).rejects.toThrow('approval_worker');
    await service.end();
  });
});
