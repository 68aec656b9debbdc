import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { applicationSubmitted } from '@todoke/events';
import { eventually, exampleEvent, freshNats, type FreshNats, rows } from '@todoke/testing';
import { announce } from '../src/index.js';
import { serviceUnderTest, type ServiceUnderTest } from './service-under-test.js';

const program = join(import.meta.dirname, '../bin/todoke-backup.js');
const { data } = exampleEvent(applicationSubmitted);
let nats: FreshNats;
let service: ServiceUnderTest;

beforeEach(async () => {
  nats = await freshNats();
  service = await serviceUnderTest('registration', nats.url, []);
  await service.transactions((transaction) =>
    announce(transaction, applicationSubmitted, { id: data.number, version: 1, occurredAt: new Date(), data }),
  );
});

afterEach(async () => {
  await service.remove();
  await nats.close();
});

/** Runs `todoke-backup` on the service's database. */
async function backup(
  args: string[],
  input: Buffer = Buffer.alloc(0),
): Promise<{ code: number | null; said: string; output: Buffer }> {
  const env = { ...process.env, DATABASE_ADMIN_URL: service.database.adminUrl, NATS_URL: nats.url };
  const child = spawn(process.execPath, [program, ...args], { env });
  let said = '';
  const output: Buffer[] = [];
  child.stderr.on('data', (part: Buffer) => (said += part.toString()));
  child.stdout.on('data', (part: Buffer) => output.push(part));
  // It may have refused before it read everything.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, said, output: Buffer.concat(output) };
}

/** Closes the service's connections, which would keep a backup from being restored. */
const leaves = (): Promise<unknown> =>
  rows(
    service.database.adminUrl,
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'registration_worker'`,
  );

/** Replays something that no module of the service takes. */
async function replayed(): Promise<void> {
  const { config } = await nats.manager.streams.info('REPLAY_REGISTRATION');
  nats.connection.publish(config.subjects[0] ?? '', '{}');
  await eventually(async () => expect(await waiting()).toBe(1));
}
const waiting = async (): Promise<number> => (await nats.manager.streams.info('REPLAY_REGISTRATION')).state.messages;

describe('todoke-backup', () => {
  it('brings back what was lost, and recreates the streams', async () => {
    const saved = await backup(['save']);
    expect(saved).toMatchObject({ code: 0, said: expect.stringContaining('personal data') as string });
    await rows(service.database.adminUrl, 'TRUNCATE registration.outbox');
    // What a module has not taken yet belongs to the replaced state.
    await replayed();
    await leaves();
    const restored = await backup(['restore'], saved.output);
    expect(restored).toMatchObject({
      code: 0,
      said: expect.stringContaining('stream of registration holds 1 events') as string,
    });
    expect(await nats.published(applicationSubmitted.subject)).toMatchObject([{ data: { number: data.number } }]);
    expect(await waiting()).toBe(0);
  });

  it('does the rest after a restore with other means, and refuses while services are connected', async () => {
    await replayed();
    expect(await backup(['after-restore'])).toMatchObject({
      code: 1,
      said: expect.stringContaining('registration_worker') as string,
    });
    await leaves();
    expect(await backup(['after-restore'])).toMatchObject({
      code: 0,
      said: expect.stringContaining('stream of registration holds 1 events') as string,
    });
    expect(await nats.published(applicationSubmitted.subject)).toMatchObject([{ data: { number: data.number } }]);
    expect(await waiting()).toBe(0);
  });

  it.each([
    ['is no backup', () => Buffer.from('something else'), 'no backup'],
    ['is another file that was packed', () => gzipSync('{"name":"something else"}\n'), 'no backup of todoke'],
    ['was cut off', (whole: Buffer) => whole.subarray(0, whole.length - 20), 'damaged'],
    [
      'was cut off before it was packed',
      (whole: Buffer) => gzipSync(gunzipSync(whole).subarray(0, -30)),
      'cut off|damaged',
    ],
    ['is empty', () => Buffer.alloc(0), 'damaged'],
  ])('says why when the file %s, and changes nothing', async (_what, file, why) => {
    const saved = await backup(['save']);
    await leaves();
    const refused = await backup(['restore'], file(saved.output));
    expect(refused).toMatchObject({ code: 1, said: expect.stringMatching(why) as string });
    expect(refused.said).not.toContain(data.items.institutionName);
    expect(await rows(service.database.adminUrl, 'SELECT count(*)::int AS n FROM registration.outbox')).toEqual([
      { n: 1 },
    ]);
  });

  it('explains itself when it is misused', async () => {
    expect(await backup(['restore', '--force'])).toMatchObject({
      code: 2,
      said: expect.stringContaining('usage') as string,
    });
  });
});
