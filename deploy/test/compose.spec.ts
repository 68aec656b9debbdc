import { spawn } from 'node:child_process';
import { get } from 'node:http';
import { join } from 'node:path';
import type { Secrets } from '@todoke/local-system';
import { subjects } from '@todoke/testing/people';
import { Applicant } from '../../journeys/src/applicant.js';
import { mailsTo, mailTo } from '../../journeys/src/inbox.js';
import { newAddress } from '../../journeys/src/samples.js';
import { demo, variable } from '../../journeys/src/system/demo.js';
import { everybodyLeaves, visitor } from '../../journeys/src/visitor.js';
import { contents, image } from './images.js';
import { everythingToldTo, whoMayKnow } from './secrets.js';
import { docker, repository, services, Stack } from './stack.js';

/** One system for all of these tests, which follow each other. */
const stack = new Stack();
const megabyte = 1_000_000;
/** Those that stop parts or break them start a system of their own; others read files or ports that are not here. */
const ofTheirOwn = ['/node_modules/', 'faults', 'logs', 'metrics', 'shutdown', 'trace'];

beforeAll(async () => {
  await stack.choosePorts();
  let began = Date.now();
  const took = (what: string) => {
    console.log(`${what}: ${((Date.now() - began) / 1000).toFixed(1)} s`);
    began = Date.now();
  };
  await stack.compose('build');
  took('docker compose build');
  await stack.compose('up', '--wait');
  took('docker compose up --wait, from nothing');
  await stack.tellJourneys();
  process.env[variable] = stack.demoFile;
});

afterAll(async () => {
  await everybodyLeaves();
  await stack.remove();
});

/** What NATS reports about its streams; its monitoring port is not published. */
async function jetStream(): Promise<unknown> {
  const ask = 'fetch("http://nats:8222/jsz").then((answer) => answer.text()).then(console.log)';
  return JSON.parse(await stack.inside('gateway', 'node', '-e', ask));
}

describe('the images', () => {
  it('are far less than 400 MB above their base, and share all but their own program', async () => {
    const base = await image('node:24-slim');
    const images = await Promise.all(services.map((service) => image(`todoke-${service}`)));
    const above = images.map(({ bytes }) => Math.round((bytes - base.bytes) / megabyte));
    console.log(`above the base, in MB: ${services.map((service, index) => `${service} ${above[index]}`).join(', ')}`);
    expect(Math.max(...above)).toBeLessThan(200);
    const shared = images[0]?.layers.filter((layer) => images.every(({ layers }) => layers.includes(layer))) ?? [];
    for (const { layers } of images) expect(layers.length - shared.length).toBe(1);
  });

  it.each(services)(
    '%s runs as an ordinary user and has no other service, no sources and no tools in it',
    async (service) => {
      expect((await image(`todoke-${service}`)).user).toBe('node');
      expect(await stack.inside(service, 'id', '-un')).toBe('node');
      const found = await contents(`todoke-${service}`);
      expect(found).toEqual(expect.arrayContaining([`apps/${service}/dist/main.js`, 'node_modules/fastify']));
      for (const other of services) expect(found.includes(`apps/${other}`)).toBe(other === service);
      const tools = ['typescript', 'turbo', 'jest', 'prisma', 'eslint', 'playwright-core', 'testcontainers', 'maildev'];
      expect(found.filter((path) => tools.some((tool) => path === `node_modules/${tool}`))).toEqual([]);
      const ours = found.filter((path) => /^(apps|libs)\//.test(path));
      expect(ours.filter((path) => /\/(src|test)(\/|$)|\.spec\.|\.ts$/.test(path))).toEqual([]);
    },
  );
});

describe('a system from nothing', () => {
  it('is whole: every service is ready and misses nothing', async () => {
    for (const url of Object.values(demo().services)) {
      const answer = await fetch(`${url}/health/ready`);
      expect([url, answer.status, await answer.json()]).toMatchObject([url, 200, { status: 'ready' }]);
    }
  });

  it('uses the settings of deploy/', async () => {
    expect(await stack.sql('SHOW max_connections')).toBe('300');
    expect(await stack.sql('SHOW log_min_error_statement')).toBe('panic');
    expect(await jetStream()).toMatchObject({ config: { store_dir: '/data/jetstream', sync_always: true } });
  });

  it('keeps the figures from who comes through the gateway, and gives them to who is inside', async () => {
    for (const [service, url] of Object.entries(demo().services)) {
      expect([service, (await fetch(`${url}/metrics`)).status]).toEqual([service, 404]);
      const ask = `fetch("http://${service}:9464/metrics").then((answer) => answer.text()).then(console.log)`;
      expect(await stack.inside('gateway', 'node', '-e', ask)).toContain('health_check_ok{check="database"} 1');
    }
  });

  it('gives each service longer to end than it takes', async () => {
    type Composed = { services: Record<string, { stop_grace_period: string }> };
    const composed = JSON.parse(await stack.compose('config', '--format', 'json')) as Composed;
    for (const service of services) {
      const period = composed.services[service]?.stop_grace_period ?? '';
      expect([service, Number(/^(\d+)s$/.exec(period)?.[1])]).toEqual([service, expect.any(Number)]);
      expect(parseInt(period, 10)).toBeGreaterThan(20);
    }
  });

  it('tells each container its own secrets alone', async () => {
    const path = '/run/todoke/secrets/secrets.json';
    const secrets = JSON.parse(
      await stack.compose('run', '--rm', '-T', '--no-deps', 'secrets', 'cat', path),
    ) as Secrets;
    const mayKnow = whoMayKnow(secrets);
    const containers = [...services, 'postgres', 'inbox', 'gateway'];
    const told = await Promise.all(
      containers.map(async (name) => ({ name, text: await everythingToldTo(stack, name) })),
    );
    const knownBy = Object.entries(mayKnow).map(([secret, { value }]) => [
      secret,
      told.filter(({ text }) => text.includes(value)).map(({ name }) => name),
    ]);
    const wanted = Object.entries(mayKnow).map(([secret, { by }]) => [
      secret,
      containers.filter((name) => by.includes(name)),
    ]);
    expect(Object.fromEntries(knownBy)).toEqual(Object.fromEntries(wanted));
  });

  it('goes through every browser journey', async () => {
    const program = ['--experimental-vm-modules', join(repository, 'node_modules', 'jest', 'bin', 'jest.js')];
    const jest = spawn(process.execPath, [...program, '--testPathIgnorePatterns', ...ofTheirOwn], {
      cwd: join(repository, 'journeys'),
      // A child process of a Jest test gets the environment from before the test.
      env: { ...process.env },
      stdio: 'inherit',
    });
    const code = await new Promise((resolve) => jest.once('exit', resolve));
    expect(code).toBe(0);
    // The journeys ran against this system.
    expect(Number(await stack.sql('SELECT count(*) FROM registration.applications'))).toBeGreaterThan(3);
    expect(Number(await stack.sql('SELECT count(*) FROM accounts.issuance_applications'))).toBeGreaterThan(0);
  });
});

describe('three containers of notifications', () => {
  const [requests, path] = [12, '/health/live'];

  /** Over a connection of its own, through the gateway. */
  const asked = (): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      get(`${demo().services.notifications}${path}`, { agent: false }, (answer) => {
        answer.resume().on('end', () => resolve(answer.statusCode));
      }).on('error', reject);
    });

  const askedOf = async (instance: number): Promise<number> => {
    const program = 'fetch("http://127.0.0.1:9464/metrics").then((answer) => answer.text()).then(console.log)';
    const metrics = await stack.compose('exec', '-T', '--index', `${instance}`, 'notifications', 'node', '-e', program);
    const counted = metrics
      .split('\n')
      .find((line) => line.startsWith('http_request_duration_seconds_count') && line.includes(path));
    return Number(counted?.split(' ').at(-1) ?? 0);
  };

  it('start beside each other, and the gateway gives each its turn', async () => {
    await stack.compose('up', '--wait', '--no-recreate', '--scale', 'notifications=3');
    const before = await Promise.all([1, 2, 3].map(askedOf));
    for (let request = 0; request < requests; request++) expect(await asked()).toBe(200);
    const after = await Promise.all([1, 2, 3].map(askedOf));
    expect(after.map((count, index) => count - (before[index] ?? 0))).toEqual([4, 4, 4]);
  });

  it('send each mail of several applications once', async () => {
    const addresses = ['one', 'two', 'three'].map(newAddress);
    for (const address of addresses) {
      const { tab, leaves } = await visitor();
      const number = await new Applicant(tab, address).applies();
      expect((await mailTo(address, subjects.received)).text).toContain(number);
      await leaves();
    }
    for (const address of addresses) {
      expect((await mailsTo(address)).map(({ subject }) => subject)).toEqual([subjects.code, subjects.received]);
    }
  });

  it('are not missed when one is killed', async () => {
    const [id] = (await stack.compose('ps', '--quiet', 'notifications')).split('\n');
    await docker(['kill', id ?? '']);
    for (let request = 0; request < requests; request++) expect(await asked()).toBe(200);
    const address = newAddress('after');
    await new Applicant((await visitor()).tab, address).applies();
    await mailTo(address, subjects.received);
  });
});

describe('stopped and started again', () => {
  const held = async () => ({
    applications: await stack.sql('SELECT number FROM registration.applications ORDER BY 1'),
    reviews: await stack.sql('SELECT number FROM approval.reviews ORDER BY 1'),
    mails: ((await (await fetch(`${demo().inbox}/email`)).json()) as { id: string }[]).map(({ id }) => id).sort(),
    people: demo().people,
    changed: await stack.sql("SELECT password_hash FROM accounts.identity_people WHERE login_id = 'kagoshima-city'"),
  });
  /** Stops all. @returns the exit code of each service's containers, except one that was killed before */
  const stopped = async (): Promise<unknown[]> => {
    const ids = (await Promise.all(services.map((service) => stack.compose('ps', '--quiet', service))))
      .join('\n')
      .split('\n');
    await stack.compose('stop');
    const format = '{{index .Config.Labels "com.docker.compose.service"}} {{.State.ExitCode}}';
    return (await docker(['inspect', '--format', format, ...ids.filter((id) => id !== '')])).split('\n').sort();
  };
  const messages = async (): Promise<number> => ((await jetStream()) as { messages: number }).messages;

  it('has what it had, and trial data do not come a second time', async () => {
    await stack.sql(
      "UPDATE accounts.identity_people SET password_hash = 'changed since' WHERE login_id = 'kagoshima-city'",
    );
    const before = { ...(await held()), messages: await messages() };
    expect(before.applications.split('\n').length).toBeGreaterThan(3);
    expect(before.changed).toBe('changed since');
    const ended = await stopped();
    expect([...new Set(ended)]).toEqual(services.map((service) => `${service} 0`).sort());
    await stack.compose('up', '--wait');
    await stack.tellJourneys();
    expect({ ...(await held()), messages: await messages() }).toEqual(before);
  });
});

describe('taken away', () => {
  it('leaves nothing behind', async () => {
    expect((await stack.left()).length).toBeGreaterThan(20);
    await stack.remove();
    expect(await stack.left()).toEqual([]);
  });
});
