import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  DATABASE,
  findNatsServer,
  freePort,
  listeners,
  migrationEnvironment,
  newSecrets,
  places,
  readSettings,
  removeDataFolder,
  type Secrets,
  type Service,
  serviceEnvironment,
  type Settings,
  startNats,
  startPostgres,
  superuserUrl,
  trialDataEnvironment,
} from '@todoke/local-system';
import { Sink } from '../sink/sink.js';
import { KnownChildren } from './known-children.js';
import { usageOf } from './processes.js';
import { profileArguments } from './profiles.js';
import { watchStatements } from './statements.js';

export const repository = fileURLToPath(new URL('../../..', import.meta.url));
const state = join(repository, '.todoke');
const folderOf = (service: Service): string => join(repository, 'apps', service);
const bin = (name: string): string => join(repository, 'node_modules', '.bin', name);
/** Services are stopped before the servers that they need. */
const stage = 2;

/** Seconds that each part of a start took. */
export interface Phases {
  readonly servers: number;
  readonly schemas: number;
  readonly services: number;
}

export interface Wishes {
  readonly services: readonly Service[];
  /** Settings that every service gets. */
  readonly own?: NodeJS.ProcessEnv;
}

/**
 * The built services as processes on free ports, with a Postgres and a NATS of their own that flush what they
 * confirm, and a sink for mails. Their data are deleted at the end.
 */
export class System {
  private children: KnownChildren;

  private constructor(
    readonly name: string,
    readonly settings: Settings,
    readonly secrets: Secrets,
    readonly sink: Sink,
    private readonly wishes: Wishes,
  ) {
    this.children = this.newChildren();
  }

  static async start(name: string, wishes: Wishes): Promise<System> {
    for (const service of wishes.services) {
      if (!existsSync(join(folderOf(service), 'dist', 'main.js')))
        throw new Error(`${service} is not built: npm run build`);
    }
    mkdirSync(state, { recursive: true });
    const sink = await Sink.start();
    const settings = await settingsOnFreePorts(mkdtempSync(join(state, 'bench-')), sink, wishes.own ?? {});
    const system = new System(name, settings, newSecrets(), sink, wishes);
    try {
      await system.begin();
      for (const service of ['accounts', 'registration'] as const) {
        if (wishes.services.includes(service)) await system.bringTrialData(service);
      }
      return system;
    } catch (error) {
      await system.stop();
      throw error;
    }
  }

  /** Ends all processes and starts again on the existing data. @returns what `begin` returns */
  async again(): Promise<Phases> {
    await this.children.stop();
    this.children = this.newChildren();
    return this.begin();
  }

  /** Starts servers, schemas and services, with the order and concurrency of `npm start`. @returns seconds of each */
  private async begin(): Promise<Phases> {
    const { services } = this.wishes;
    const servers = await timed(() => this.startServers());
    const schemas = await timed(() => Promise.all(services.map((service) => this.migrate(service))));
    const ready = await timed(() => Promise.all(services.map((service) => this.startService(service))));
    return { servers, schemas, services: ready };
  }

  /** Superuser, for reading what no role of a service may see. */
  get adminUrl(): string {
    return superuserUrl(this.settings, this.secrets);
  }

  environmentOf(service: Service): NodeJS.ProcessEnv {
    return serviceEnvironment(service, this.settings, this.secrets, this.given());
  }

  /** @param place 0 is the one with the service's own port; others have free ones */
  async startService(service: Service, place = 0): Promise<void> {
    const name = place === 0 ? service : `${service}-${place}`;
    const port = place === 0 ? this.settings.ports[service] : await freePort();
    const child = this.children.start({
      name,
      command: process.execPath,
      args: ['--enable-source-maps', ...profileArguments(this.name, name), 'dist/main.js'],
      cwd: folderOf(service),
      env: { ...this.environmentOf(service), PORT: String(port) },
      stage,
      stopWithin: 21_000,
    });
    await child.ready(`http://localhost:${port}/health/ready`);
  }

  async stopService(service: Service): Promise<void> {
    await this.children.get(service).stop();
  }

  /** The processes of the system by their names. */
  get pids(): Record<string, number> {
    return Object.fromEntries(this.children.all.map(({ name, pid }) => [name, pid ?? 0]));
  }

  /** CPU seconds of each process since its start, the sink and this process included. */
  cpu(): Record<string, number> {
    const own = process.cpuUsage();
    const running = this.children.all.filter(({ exit }) => exit === undefined);
    const children = running.map(({ name, pid }) => [name, usageOf(pid ?? 0).cpu] as const);
    return {
      ...Object.fromEntries(children),
      sink: usageOf(this.sink.pid).cpu,
      driver: (own.user + own.system) / 1e6,
    };
  }

  /** Ends everything and keeps the logs, in bench/results/logs. */
  async stop(): Promise<void> {
    await this.children.stop();
    await this.sink.stop();
    const at = places(this.settings.stateDir);
    const kept = join(repository, 'bench', 'results', 'logs', this.name);
    rmSync(kept, { recursive: true, force: true });
    cpSync(at.logs, kept, { recursive: true });
    removeDataFolder(at.postgres);
    rmSync(this.settings.stateDir, { recursive: true, force: true });
  }

  private async startServers(): Promise<void> {
    const { settings, children } = this;
    const { postgres: dataDir, nats: storeDir } = places(settings.stateDir);
    const { superuserPassword } = this.secrets;
    const postgres = () =>
      startPostgres({ dataDir, port: settings.ports.postgres, superuserPassword, database: DATABASE, children });
    const nats = async () => {
      const server = await findNatsServer({ stateDir: state });
      return startNats({ server, storeDir, port: settings.ports.nats, children });
    };
    await Promise.all([postgres(), nats()]);
    await watchStatements(this.adminUrl, async () => {
      await children.get('postgres').stop();
      await postgres();
    });
  }

  private newChildren(): KnownChildren {
    const children = new KnownChildren({ logs: places(this.settings.stateDir).logs });
    void children.failure.then((failure) => {
      process.stderr.write(`${failure.message}: ${failure.why ?? ''}\n`);
      process.exit(1);
    });
    return children;
  }

  private async migrate(service: Service): Promise<void> {
    const env = migrationEnvironment(service, this.settings, this.secrets, this.given());
    await this.run(`${service}-migrate`, service, [bin('todoke-migrate')], env);
  }

  private async bringTrialData(service: Service): Promise<void> {
    const env = trialDataEnvironment(service, this.settings, this.secrets, this.given());
    await this.run(`${service}-trial-data`, service, ['dist/trial-data.js'], env);
  }

  private async run(name: string, service: Service, args: string[], env: NodeJS.ProcessEnv): Promise<void> {
    await this.children.run({ name, command: process.execPath, args, cwd: folderOf(service), env, stage });
  }

  private given(): NodeJS.ProcessEnv {
    return { ...process.env, NODE_COMPILE_CACHE: join(state, 'compile-cache'), ...this.wishes.own };
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1_000;
}

async function settingsOnFreePorts(stateDir: string, sink: Sink, own: NodeJS.ProcessEnv): Promise<Settings> {
  const ports: Record<string, string> = {};
  for (const { variable } of Object.values(listeners)) ports[variable] = String(await freePort());
  const wait = own['GUIDANCE_MAIL_WAIT'];
  return readSettings({ ...ports, SMTP_PORT: String(sink.port), ...(wait && { GUIDANCE_MAIL_WAIT: wait }) }, stateDir);
}
