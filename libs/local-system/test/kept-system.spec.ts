import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { freePort, listeners, LocalSystem, type Plan } from '../src/index.js';
import { comesTrue } from '../src/processes/comes-true.js';
import { startedAt } from '../src/processes/process-identity.js';
import { patience } from './patience.js';
import { scratchFolder } from './scratch.js';

const folder = scratchFolder();
const ports: Record<string, string> = {};
const steps: string[] = [];

/** Servers alone, on state that stays, at the ports that are set. */
const plan = (more: Partial<Plan> = {}): Plan => ({
  name: 'kept',
  services: [],
  state: { folder },
  addresses: { ports: 'set' },
  servers: { durable: false, natsFrom: ['path', 'kept', 'debian', 'release', 'archive'] },
  environment: { all: ports },
  progress: {
    step: async (name, work) => {
      const told = await work();
      steps.push([name, told].filter((word) => word !== '').join(': '));
      return told;
    },
  },
  ...more,
});

let system: LocalSystem | undefined;

beforeAll(async () => {
  for (const { variable } of Object.values(listeners)) ports[variable] = String(await freePort());
});

afterEach(async () => {
  await system?.stop();
  steps.length = 0;
});

describe('A system on state that is kept', () => {
  it('starts its servers at the ports that are set, and tells of each step', async () => {
    system = await LocalSystem.start(plan());
    expect([...steps].sort()).toEqual([
      `Mail inbox: port ${ports['SMTP_PORT']}`,
      expect.stringMatching(`^NATS: port ${ports['NATS_PORT']}`),
      expect.stringMatching(`^Postgres: port ${ports['POSTGRES_PORT']}`),
      'Schemas',
      'Services',
      'Trial data: new',
    ]);
    expect(await system.parts.inbox.isReady()).toBe(true);
    expect(existsSync(system.places.demo)).toBe(true);
    expect(existsSync(join(folder, 'settings', 'approval.env'))).toBe(true);
  });

  it('finds secrets and data again, brings trial data once, and tells of no readiness before it is there', async () => {
    const before = readFileSync(join(folder, 'secrets.json'), 'utf8');
    system = await LocalSystem.prepare(plan());
    expect(existsSync(system.places.demo)).toBe(false);
    await system.begin();
    expect(readFileSync(join(folder, 'secrets.json'), 'utf8')).toBe(before);
    expect(steps).toContain('Trial data: kept from before');
  });

  it('begins again where that is wanted, and keeps the NATS server that was fetched', async () => {
    const before = readFileSync(join(folder, 'secrets.json'), 'utf8');
    mkdirSync(join(folder, 'nats-server'), { recursive: true });
    writeFileSync(join(folder, 'nats-server', 'kept'), '');
    system = await LocalSystem.start(plan({ state: { folder, fresh: true } }));
    expect(readFileSync(join(folder, 'secrets.json'), 'utf8')).not.toBe(before);
    expect(existsSync(join(folder, 'nats-server', 'kept'))).toBe(true);
    expect(steps[0]).toBe('Old state removed');
    expect(steps).toContain('Trial data: new');
  });

  it('ends as a whole when a process ends that it needs, and tells why', async () => {
    system = await LocalSystem.start(plan());
    const pids = system.processes.map(({ pid }) => pid ?? 0);
    process.kill(system.parts.nats.pid, 'SIGKILL');
    expect((await system.failure).what).toBe('nats stopped');
    expect(await comesTrue(() => pids.every((pid) => startedAt(pid) === undefined), patience)).toBe(true);
    expect(system.fallen).toEqual([]);
  });

  it('does not begin where a port is taken', async () => {
    const server = createServer().listen(Number(ports['NATS_PORT']), '127.0.0.1');
    await once(server, 'listening');
    await expect(LocalSystem.start(plan())).rejects.toThrow(`for NATS (NATS_PORT) is taken by another program`);
    server.close();
    await once(server, 'close');
    expect(steps).toEqual([]);
  });
});
