import { rows, freshDatabase, freshNats, serversInUse, eventually } from '@todoke/testing';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chooseServers } from '../src/servers/choose.js';

/** An app as far as migrations go: a manifest and one table. */
const folder = mkdtempSync(join(tmpdir(), 'todoke-app-'));
beforeAll(() => {
  const migration = join(folder, 'prisma', 'migrations', '20261120000000_init');
  mkdirSync(migration, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "name": "sample", "dependencies": {} }');
  writeFileSync(join(migration, 'migration.sql'), 'CREATE TABLE things (id int PRIMARY KEY);');
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('the servers of a run', () => {
  it('are one of the two kinds, with a reason', () => {
    expect(['containers', 'embedded']).toContain(serversInUse().kind);
    expect(serversInUse().why).not.toBe('');
  });

  it('are the kind that this run asked for or this machine can have, and Postgres itself shows it', async () => {
    const { kind, why, postgresUrl } = serversInUse();
    console.log(`this run went through ${kind}: ${why}`);
    expect(kind).toBe((await chooseServers()).kind);
    const [shown] = await rows<{ data_directory: string }>(postgresUrl, 'SHOW data_directory');
    expect(shown?.data_directory === '/var/lib/postgresql/data').toBe(kind === 'containers');
  });

  it('give a service a migrated database of its own, quickly after the first', async () => {
    const first = await freshDatabase('sample', folder);
    await rows(first.appUrl, 'INSERT INTO sample.things VALUES (1)');
    const second = await freshDatabase('sample', folder);
    // Quickly is: not migrated, but copied.
    const migrated = 'SELECT migration_name, finished_at FROM sample._prisma_migrations';
    expect(await rows(second.adminUrl, migrated)).toEqual(await rows(first.adminUrl, migrated));
    expect(await rows(second.appUrl, 'SELECT id FROM sample.things')).toEqual([]);
    expect(await rows(first.workerUrl, 'SELECT id FROM sample.things')).toEqual([{ id: 1 }]);
    await first.drop();
    await second.drop();
    await expect(rows(first.adminUrl, 'SELECT 1')).rejects.toMatchObject({ code: '3D000' });
  });

  it('let the app role use rows but not the schema', async () => {
    const database = await freshDatabase('sample', folder);
    await expect(rows(database.appUrl, 'CREATE TABLE sample.more (id int)')).rejects.toMatchObject({ code: '42501' });
    await expect(rows(database.appUrl, 'DROP TABLE sample.things')).rejects.toMatchObject({ code: '42501' });
    await database.drop();
  });

  it('carry events, each once', async () => {
    const nats = await freshNats();
    const envelope = {
      id: '01890a5d-ac96-774b-bcce-b302099a8057',
      subject: 'registration.application-submitted.v1',
      occurredAt: '2026-11-20T09:00:00+09:00',
      correlationId: 'one',
      aggregate: { type: 'application', id: 'APF-00000001', version: 1 },
      data: {},
    };
    await nats.publishAs(envelope);
    await nats.publishAs(envelope);
    await nats.publishAs({ ...envelope, id: '01890a5d-ac96-774b-bcce-b302099a8058', subject: 'registration.other.v1' });
    await eventually(async () => expect(await nats.published(envelope.subject)).toEqual([envelope]));
    await nats.close();
    const again = await freshNats();
    expect(await again.published(envelope.subject)).toEqual([]);
    await again.close();
  });
});
