import { existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { Children, freePort, removeDataFolder, startPostgres } from '../src/index.js';
import { comesTrue } from '../src/processes/comes-true.js';
import { startedAt } from '../src/processes/process-identity.js';
import { patience } from './patience.js';
import { scratchFolder } from './scratch.js';

const folder = scratchFolder();
const superuserPassword = 'a/password with @ signs';

async function query<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

const postmaster = (dataDir: string): number =>
  Number.parseInt(readFileSync(join(dataDir, 'postmaster.pid'), 'utf8'), 10);

describe('The embedded Postgres', () => {
  it('is version 17, speaks UTF-8, tells UTC and listens on the loopback address alone', async () => {
    const { adminUrl, port, stop } = await startPostgres({ superuserPassword, durable: false });
    const [told] = await query<Record<string, string>>(
      adminUrl,
      `SELECT current_setting('server_version_num')::int / 10000 AS version, current_database() AS database,
         current_setting('server_encoding') AS encoding, current_setting('TimeZone') AS zone,
         current_setting('listen_addresses') AS address, current_setting('fsync') AS fsync, upper('é') AS upper`,
    );
    expect(told).toEqual({
      version: 17,
      database: 'todoke',
      encoding: 'UTF8',
      zone: 'UTC',
      address: '127.0.0.1',
      fsync: 'off',
      upper: 'É',
    });
    await expect(query(`postgres://postgres:wrong@127.0.0.1:${port}/todoke`, 'SELECT 1')).rejects.toMatchObject({
      code: '28P01',
    });
    await stop();
  });

  it('leaves neither data nor a process when it was started without a folder', async () => {
    const { adminUrl, stop } = await startPostgres({ superuserPassword, durable: false });
    const [{ folder: data = '' } = {}] = await query<{ folder: string }>(
      adminUrl,
      "SELECT current_setting('data_directory') AS folder",
    );
    const pid = postmaster(data);
    await stop();
    expect(startedAt(pid)).toBeUndefined();
    expect(existsSync(dirname(data))).toBe(false);
  });

  it('keeps its data over a stop and is quick the second time; durable unless told otherwise', async () => {
    const dataDir = join(folder, 'kept');
    const began = performance.now();
    const first = await startPostgres({ dataDir, superuserPassword });
    const whole = performance.now() - began;
    await query(first.adminUrl, "CREATE TABLE kept AS SELECT '鹿児島' AS name");
    await first.stop();
    const again = performance.now();
    const second = await startPostgres({ dataDir, superuserPassword });
    expect(performance.now() - again).toBeLessThan(whole);
    expect(await query(second.adminUrl, "SELECT name, current_setting('fsync') AS fsync FROM kept")).toEqual([
      { name: '鹿児島', fsync: 'on' },
    ]);
    await second.stop();
  });

  it('comes up again after it was killed, with what was committed', async () => {
    const dataDir = join(folder, 'killed');
    const children = new Children({ logs: join(folder, 'killed-logs') });
    const { adminUrl } = await startPostgres({ dataDir, superuserPassword, children });
    await query(adminUrl, 'CREATE TABLE committed AS SELECT 1 AS one');
    const pid = postmaster(dataDir);
    process.kill(pid, 'SIGKILL');
    expect((await children.failure).what).toBe('postgres stopped');
    await children.stop();
    expect(existsSync(join(dataDir, 'postmaster.pid'))).toBe(true);
    const again = await startPostgres({ dataDir, superuserPassword });
    expect(await query(again.adminUrl, 'SELECT one FROM committed')).toEqual([{ one: 1 }]);
    await again.stop();
  });

  it('is not kept down by a pid file whose process is something else by now', async () => {
    const dataDir = join(folder, 'stale');
    const first = await startPostgres({ dataDir, superuserPassword, durable: false });
    const file = join(dataDir, 'postmaster.pid');
    const lines = readFileSync(file, 'utf8').split('\n');
    await first.stop();
    writeFileSync(file, [String(process.ppid), ...lines.slice(1)].join('\n'));
    const second = await startPostgres({ dataDir, superuserPassword, durable: false });
    expect(startedAt(process.ppid)).toMatch(/\d/);
    expect(postmaster(dataDir)).not.toBe(process.ppid);
    await second.stop();
  });

  it('takes over data that another one, which nobody minds any more, still holds', async () => {
    const dataDir = join(folder, 'held');
    const first = await startPostgres({
      dataDir,
      superuserPassword,
      durable: false,
      children: new Children({ logs: join(folder, 'held-logs') }),
    });
    const left = postmaster(dataDir);
    const second = await startPostgres({ dataDir, superuserPassword, durable: false });
    expect(startedAt(left)).toBeUndefined();
    expect(second.port).not.toBe(first.port);
    await second.stop();
  });

  it('begins again where making its data was interrupted', async () => {
    const dataDir = join(folder, 'half');
    const logs = join(folder, 'half-logs');
    const children = new Children({ logs });
    const start = startPostgres({ dataDir, superuserPassword, children }).catch((error: unknown) => error);
    await comesTrue(() => existsSync(join(`${dataDir}.new`, 'PG_VERSION')), patience);
    children.kill();
    await children.stop();
    expect(await start).toBeInstanceOf(Error);
    const { adminUrl, stop } = await startPostgres({ dataDir, superuserPassword, durable: false });
    expect(await query(adminUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await stop();
  });

  it('works in a checkout that only its owner may enter, started by root or not', async () => {
    const closed = join(folder, 'closed');
    mkdirSync(closed, { mode: 0o700 });
    const dataDir = join(closed, 'postgres');
    for (const rows of [[], [{ one: 1 }]]) {
      const { adminUrl, stop } = await startPostgres({ dataDir, superuserPassword });
      await query(adminUrl, 'CREATE TABLE IF NOT EXISTS kept (one int)');
      expect(await query(adminUrl, 'SELECT one FROM kept')).toEqual(rows);
      await query(adminUrl, 'INSERT INTO kept VALUES (1)');
      await stop();
    }
    const real = realpathSync(dataDir);
    removeDataFolder(dataDir);
    expect([existsSync(dataDir), existsSync(real)]).toEqual([false, false]);
  });

  it('says what to do when its data was made with another password', async () => {
    const dataDir = join(folder, 'password');
    await (await startPostgres({ dataDir, superuserPassword, durable: false })).stop();
    await expect(startPostgres({ dataDir, superuserPassword: 'another' })).rejects.toMatchObject({
      what: 'Postgres refuses its own administrator',
      todo: expect.stringContaining('--fresh') as string,
    });
    removeDataFolder(dataDir);
    expect(existsSync(dataDir)).toBe(false);
  });

  it('writes neither values nor failed statements into its log', async () => {
    const logs = join(folder, 'quiet-logs');
    const children = new Children({ logs });
    const { adminUrl } = await startPostgres({
      superuserPassword,
      durable: false,
      port: await freePort(),
      children,
    });
    await query(adminUrl, 'CREATE TABLE people (address text PRIMARY KEY)');
    await query(adminUrl, "INSERT INTO people VALUES ('hanako@example.jp')");
    await expect(query(adminUrl, "INSERT INTO people VALUES ('hanako@example.jp')")).rejects.toThrow('duplicate key');
    await children.stop();
    const log = readFileSync(join(logs, 'postgres.log'), 'utf8');
    expect(log).toContain('duplicate key');
    expect(log).not.toContain('hanako');
  });
});
