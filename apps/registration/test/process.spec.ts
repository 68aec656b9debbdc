import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { makeSealingKeys, unseal } from '@todoke/messaging';
import { services } from '@todoke/service';
import {
  eventually,
  type FreshDatabase,
  freePort,
  freshDatabase,
  freshNats,
  type FreshNats,
  rows,
} from '@todoke/testing';
import { urls } from '../src/applying/pages/user-Registration-Form/urls.js';
import { Applicant } from './applicant.js';

const folder = new URL('..', import.meta.url).pathname;
const nowhere = 'nats://127.0.0.1:1';

let database: FreshDatabase;
let keys: Awaited<ReturnType<typeof makeSealingKeys>>;
let nats: FreshNats;
const children: ChildProcess[] = [];
beforeAll(async () => {
  [database, keys, nats] = await Promise.all([freshDatabase('registration'), makeSealingKeys('test'), freshNats()]);
});
afterAll(async () => {
  for (const child of children.filter(({ exitCode }) => exitCode === null)) child.kill('SIGKILL');
  await Promise.all([database.drop(), nats.close()]);
});

interface Running {
  readonly child: ChildProcess;
  readonly url: string;
  readonly output: () => string;
}

function run(script: string, env: Record<string, string>): { child: ChildProcess; output: () => string } {
  const child = spawn(process.execPath, [script], { cwd: folder, env: { PATH: process.env['PATH'], ...env } });
  children.push(child);
  let output = '';
  child.stdout.on('data', (bytes: Buffer) => (output += bytes.toString()));
  child.stderr.on('data', (bytes: Buffer) => (output += bytes.toString()));
  return { child, output: () => output };
}

const settings = (port: number, natsUrl: string): Record<string, string> => ({
  PORT: String(port),
  HOST: '127.0.0.1',
  PUBLIC_URL: `http://127.0.0.1:${port}`,
  NATS_URL: natsUrl,
  DATABASE_URL: database.appUrl,
  DATABASE_WORKER_URL: database.workerUrl,
  ...Object.fromEntries(services.map((name) => [`${name.toUpperCase()}_URL`, 'http://127.0.0.1:1'])),
  OIDC_ISSUER: 'http://127.0.0.1:1/oidc',
  OIDC_CLIENT_SECRET: 'only-for-tests-only-for-tests',
  SESSION_SECRET: 'only-for-tests-only-for-tests-only-for-tests',
  CHALLENGE_SECRET: 'only-for-tests-only-for-tests-only-for-tests',
  SEALING_PUBLIC_KEYS: JSON.stringify(keys.publicKeys),
});

async function startProcess(natsUrl: string): Promise<Running> {
  const port = await freePort();
  const started = run('dist/main.js', settings(port, natsUrl));
  const url = `http://127.0.0.1:${port}`;
  await eventually(async () => (await fetch(`${url}/health/live`)).ok, { what: `a start (${started.output()})` });
  return { ...started, url };
}

const read = async (url: string) => {
  const response = await fetch(url);
  return { status: response.status, body: await response.text() };
};

const lastCode = async (): Promise<string> => {
  const [last] = await rows<{ sealed: string }>(
    database.adminUrl,
    `SELECT envelope->'data'->>'sealedCode' AS sealed FROM registration.outbox
     WHERE subject = 'registration.verification-requested.v1' ORDER BY position DESC LIMIT 1`,
  );
  return unseal(keys.privateKeys, last?.sealed ?? '');
};

describe('The service as a process', () => {
  it('takes applications while NATS, accounts and mail are unavailable, and catches up afterwards', async () => {
    const alone = await startProcess(nowhere);
    const ready = await read(`${alone.url}/health/ready`);
    expect(ready.status).toBe(200);
    expect(JSON.parse(ready.body)).toMatchObject({
      status: 'degraded',
      checks: { database: 'ok', nats: 'unavailable' },
    });
    const person = new Applicant({ url: alone.url, lastCode });
    const number = await person.apply({}, 'offline@example.com');
    expect(number).toMatch(/^APF-\d{8}$/);
    expect((await person.get('/admin')).status).toBe(303);
    expect((await person.get('/sign-in')).status).toBe(503);
    const waiting = () => rows(database.adminUrl, 'SELECT 1 FROM registration.outbox WHERE published_at IS NULL');
    expect(await waiting()).toHaveLength(2);
    alone.child.kill('SIGTERM');
    expect(await once(alone.child, 'exit')).toEqual([0, null]);

    const back = await startProcess(nats.urlFor('registration'));
    await eventually(async () => (await waiting()).length === 0);
    await eventually(async () => JSON.parse((await read(`${back.url}/health/ready`)).body).status === 'ready');
    const later = new Applicant({ url: back.url, lastCode }).inBrowserOf(person);
    expect((await later.get(urls.complete)).text).toContain(number);
    for (const { output } of [alone, back]) {
      for (const secret of ['offline@example.com', 'サンプル', '0312345678', await lastCode(), 'only-for-tests']) {
        expect(output()).not.toContain(secret);
      }
    }
    expect(alone.output()).toContain('"route":"/user-Registration-Form/confirm"');
    back.child.kill('SIGTERM');
    expect(await once(back.child, 'exit')).toEqual([0, null]);
  });

  it('answers for its health, figures and API', async () => {
    const { url, child } = await startProcess(nats.urlFor('registration'));
    expect(await read(`${url}/health/live`)).toEqual({ status: 200, body: '{"status":"live"}' });
    await read(url + urls.address);
    const metrics = await read(`${url}/metrics`);
    expect(metrics.body).toContain(`route="${urls.address}"`);
    const api = JSON.parse((await read(`${url}/openapi.json`)).body) as { paths: object };
    expect(Object.keys(api.paths)).toEqual(
      expect.arrayContaining([`${urls.postalCodes}/{code}`, urls.robotCheck, urls.download]),
    );
    expect((await read(`${url}/docs`)).status).toBe(200);
    child.kill('SIGTERM');
    await once(child, 'exit');
  });

  it('does not start with a bad setting, and names it without its value', async () => {
    const bad = { ...settings(0, nowhere), CHALLENGE_SECRET: 'too short', SEALING_PUBLIC_KEYS: '{"keys":[]}' };
    const { child, output } = run('dist/main.js', bad);
    expect(await once(child, 'close')).toEqual([1, null]);
    expect(output()).toContain('CHALLENGE_SECRET');
    expect(output()).toContain('SEALING_PUBLIC_KEYS');
    expect(output()).not.toContain('too short');
  });

  it('puts the trial’s contact points in, as often as it is asked to', async () => {
    for (const time of [1, 2]) {
      const { child, output } = run('dist/trial-data.js', { DATABASE_WORKER_URL: database.workerUrl });
      expect([time, await once(child, 'close')]).toEqual([time, [0, null]]);
      expect(output()).toContain('8 contact points');
    }
    expect(await rows(database.adminUrl, 'SELECT id FROM registration.desks')).toHaveLength(8);
  });
});
