import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { LocalSystem, type StartFailure } from '../src/index.js';
import { comesTrue } from '../src/processes/comes-true.js';
import { startedAt } from '../src/processes/process-identity.js';
import { ask } from './nats-connection.js';
import { patience } from './patience.js';
import { scratchFolder } from './scratch.js';

const folder = scratchFolder();
const fell: StartFailure[] = [];
let system: LocalSystem;

beforeAll(async () => {
  system = await LocalSystem.start({
    name: 'small',
    services: ['reporting'],
    state: { logsStayIn: folder },
    servers: { durable: false, natsFrom: ['path', 'kept', 'debian', 'release', 'archive'] },
    mails: { inbox: false },
    environment: { all: { SUPPORT_PHONE: '0120000000' }, own: { reporting: { LOG_LEVEL: 'warn' } } },
    processes: { needed: 'none', replicas: { reporting: 1 }, fell: (failure) => fell.push(failure) },
    trialData: false,
  });
});

afterAll(() => system?.stop());

async function schemas(): Promise<string[]> {
  const client = new pg.Client({ connectionString: system.adminUrl });
  await client.connect();
  const { rows } = await client.query<{ nspname: string }>(
    `SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'public')`,
  );
  await client.end();
  return rows.map(({ nspname }) => nspname);
}

const says = (wanted: object): Promise<boolean> =>
  comesTrue(async () => {
    const told = await system.parts.reporting.health();
    return Object.entries(wanted).every(([name, value]) => told[name as keyof typeof told] === value);
  }, patience);

const all = { http: 200, status: 'ready' };

describe('A system of one service', () => {
  it('has its servers, the schema of this service alone, and the service, on free ports', async () => {
    const { reporting, postgres, nats, inbox, approval } = system.parts;
    expect(await says(all)).toBe(true);
    expect([await postgres.isReady(), await nats.isReady(), await reporting.isReady()]).toEqual([true, true, true]);
    expect([await inbox.isReady(), await approval.isReady()]).toEqual([false, false]);
    expect(await schemas()).toEqual(['reporting']);
    expect(system.settings.ports.reporting).not.toBe(3005);
    expect(system.processes.map(({ name }) => name).sort()).toEqual(['nats', 'postgres', 'reporting', 'reporting-1']);
    expect(await Promise.all(system.partsOf('reporting').map((part) => part.isReady()))).toEqual([true, true]);
  });

  it('gives a service the settings of all, its own, and its own secrets', () => {
    expect(system.programs.environmentOf('reporting')).toMatchObject({
      SUPPORT_PHONE: '0120000000',
      LOG_LEVEL: 'warn',
      SESSION_SECRET: system.secrets.services.reporting.sessionSecret,
      PUBLIC_URL: system.parts.reporting.url,
    });
    expect(system.programs.environmentOf('approval')['LOG_LEVEL']).not.toBe('warn');
  });

  it('has a NATS that lets nobody in without a password, and each service with the rights of its own', async () => {
    const server = `nats://127.0.0.1:${system.settings.ports.nats}`;
    const info = 'STREAMS.API.STREAM.INFO.REPORTING';
    await expect(ask(server, info, undefined)).rejects.toThrow('Authorization Violation');
    const service = system.programs.environmentOf('reporting')['NATS_URL'] ?? '';
    expect(await ask(service, info, undefined, 'reporting')).toMatchObject({ config: { name: 'REPORTING' } });
    const purge = '$JS.API.STREAM.PURGE.REPORTING';
    await expect(ask(service, purge, {}, 'reporting')).rejects.toThrow('Permissions Violation');
    expect(await ask(system.natsUrl, purge, {}, 'operator')).toMatchObject({ success: true });
  });

  it('tells where everything is in demo.json', () => {
    const demo = JSON.parse(readFileSync(system.places.demo, 'utf8')) as { services: { reporting: string } };
    expect(demo.services.reporting).toBe(system.parts.reporting.url);
  });

  it('has a service that is killed and started again, under other settings', async () => {
    const { reporting } = system.parts;
    const { pid } = reporting;
    expect(await reporting.kill()).toEqual({ code: null, signal: 'SIGKILL' });
    expect(startedAt(pid)).toBeUndefined();
    expect(await reporting.health()).toEqual({ http: 0 });
    expect(readFileSync(reporting.process.log, 'utf8')).not.toContain('"level":"debug"');
    reporting.settings = { LOG_LEVEL: 'debug' };
    await reporting.start();
    expect(reporting.pid).not.toBe(pid);
    expect(await reporting.isReady()).toBe(true);
    expect(readFileSync(reporting.process.log, 'utf8')).toContain('"level":"debug"');
  });

  it('has a server that is frozen, with all its processes, and goes on where it was', async () => {
    const { postgres, reporting } = system.parts;
    await postgres.freeze();
    expect(await postgres.isReady()).toBe(false);
    expect(await says({ http: 503, status: 'unready' })).toBe(true);
    postgres.thaw();
    expect(await comesTrue(() => postgres.isReady(), patience)).toBe(true);
    expect(await says(all)).toBe(true);
    expect(reporting.isRunning).toBe(true);
  });

  it('has a service that ends well, and a server whose data are there again', async () => {
    const { reporting, postgres } = system.parts;
    expect(await reporting.stop()).toEqual({ code: 0, signal: null });
    expect(reporting.isRunning).toBe(false);
    await postgres.stop();
    expect(await postgres.isReady()).toBe(false);
    await postgres.start();
    expect(await schemas()).toEqual(['reporting']);
    await reporting.start();
    expect(await says(all)).toBe(true);
  });

  it('rests, and begins again on the same data', async () => {
    await system.rest();
    expect(system.processes).toEqual([]);
    await system.startServers();
    expect(await schemas()).toEqual(['reporting']);
    await system.startServices();
    expect(await says(all)).toBe(true);
  });

  it('gets a second process of a service, on a port of its own', async () => {
    const replica = await system.addReplica('reporting');
    expect(replica.url).not.toBe(system.parts.reporting.url);
    expect([await replica.isReady(), await system.parts.reporting.isReady()]).toEqual([true, true]);
    expect(await replica.stop()).toEqual({ code: 0, signal: null });
    expect(await system.parts.reporting.isReady()).toBe(true);
  });

  it('notes who ended unasked, and goes on', async () => {
    expect(system.fallen).toEqual([]);
    const { reporting } = system.parts;
    process.kill(reporting.pid, 'SIGKILL');
    expect(await comesTrue(() => fell.length === 1, patience)).toBe(true);
    expect(system.fallen).toEqual([expect.stringContaining('reporting stopped: it was ended by SIGKILL')]);
    expect(await system.parts.postgres.isReady()).toBe(true);
    await reporting.start();
  });

  it('leaves neither processes nor data when it stops, though a part stands still, but its logs', async () => {
    const { stateDir } = system.settings;
    const pids = system.processes.map(({ pid }) => pid ?? 0);
    await system.parts.nats.freeze();
    await system.stop();
    expect(pids.map((pid) => startedAt(pid))).toEqual(pids.map(() => undefined));
    expect(existsSync(stateDir)).toBe(false);
    expect(readFileSync(join(folder, 'small', 'reporting.log'), 'utf8')).toContain('"service":"reporting"');
    await expect(async () => system.parts.reporting.start()).rejects.toThrow('the system is stopping');
  });
});
