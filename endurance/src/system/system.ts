import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
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
  services,
  type Settings,
  startNats,
  startPostgres,
  superuserUrl,
  trialDataEnvironment,
} from '@todoke/local-system';
import { type MailSink, mailSink } from '@todoke/testing';
import { Part } from './part.js';
import { repository } from './repository.js';
import { WatchedChildren } from './watched-children.js';

/** Everything that can be made unavailable. */
export const partNames = [...services, 'nats', 'postgres'] as const;
export type PartName = (typeof partNames)[number];

const state = join(repository, '.todoke');
const keptLogs = join(repository, 'endurance', 'test-results', 'logs');
const folderOf = (service: Service): string => join(repository, 'apps', service);

/** Services are stopped before the servers that they need. */
const stage = 2;

/** Changes of the defaults. */
export interface Wishes {
  /** Settings that every service gets. */
  readonly own?: NodeJS.ProcessEnv;
  /** Which services are prepared and started; left out: all. */
  readonly only?: readonly Service[];
}

/**
 * The whole built system with trial data, on free ports and with data of its own that are deleted with it.
 * Both servers flush what they confirm, as in production; mails go to a sink in this process.
 */
export class System {
  readonly parts: Readonly<Record<PartName, Part>>;
  /** Settings of single services, above all others, from their next start on. */
  readonly overrides: Partial<Record<Service, NodeJS.ProcessEnv>> = {};

  private constructor(
    private readonly name: string,
    readonly settings: Settings,
    readonly secrets: Secrets,
    readonly sink: MailSink,
    private readonly children: WatchedChildren,
    private readonly own: NodeJS.ProcessEnv,
  ) {
    const service = (one: Service) => new Part(one, children, () => this.startService(one));
    this.parts = {
      registration: service('registration'),
      approval: service('approval'),
      accounts: service('accounts'),
      notifications: service('notifications'),
      reporting: service('reporting'),
      nats: new Part('nats', children, () => this.startNats()),
      postgres: new Part('postgres', children, () => this.startPostgres()),
    };
  }

  static async start(name: string, { own = {}, only = services }: Wishes = {}): Promise<System> {
    for (const service of only) {
      if (!existsSync(join(folderOf(service), 'dist', 'main.js')))
        throw new Error(`${service} is not built: npm run build`);
    }
    mkdirSync(state, { recursive: true });
    const stateDir = mkdtempSync(join(state, 'endurance-'));
    const sink = await mailSink();
    const settings = await settingsOnFreePorts(stateDir, sink, own);
    const children = new WatchedChildren(places(stateDir).logs);
    const system = new System(name, settings, newSecrets(), sink, children, own);
    try {
      await system.startAll(only);
      return system;
    } catch (error) {
      await system.stop();
      throw error;
    }
  }

  /** Superuser, for reading what no role of a service may see. */
  get adminUrl(): string {
    return superuserUrl(this.settings, this.secrets);
  }

  /** Processes that ended unexpectedly. */
  get fallen(): readonly string[] {
    return this.children.fallen;
  }

  /** The data folders of the servers. */
  get stores(): { postgres: string; nats: string } {
    return places(this.settings.stateDir);
  }

  environmentOf(service: Service): NodeJS.ProcessEnv {
    return { ...serviceEnvironment(service, this.settings, this.secrets, this.given()), ...this.overrides[service] };
  }

  async migrate(service: Service): Promise<void> {
    const env = migrationEnvironment(service, this.settings, this.secrets, this.given());
    await this.run(`${service}-migrate`, service, [bin('todoke-migrate')], env);
  }

  async bringTrialData(service: 'accounts' | 'registration'): Promise<void> {
    const env = trialDataEnvironment(service, this.settings, this.secrets, this.given());
    await this.run(`${service}-trial-data`, service, ['dist/trial-data.js'], env);
  }

  /** Runs a program in a service's folder to its end. @throws StartFailure with its last lines where it fails */
  async run(name: string, service: Service, args: string[], env = this.environmentOf(service)): Promise<void> {
    await this.children.run({ name, command: process.execPath, args, cwd: folderOf(service), env, stage });
  }

  /** `todoke-events rebuild` in the producer's folder. */
  async rebuild(service: Service): Promise<void> {
    await this.run(`${service}-rebuild`, service, [bin('todoke-events'), 'rebuild']);
  }

  /** Kills everything and deletes the servers' data. The servers run again, empty, with the services' schemas. */
  async losesEverything(): Promise<void> {
    await Promise.all(Object.values(this.parts).map((part) => part.kill()));
    removeDataFolder(this.stores.postgres);
    rmSync(this.stores.nats, { recursive: true });
    await Promise.all([this.parts.postgres.start(), this.parts.nats.start()]);
    await Promise.all(services.map((service) => this.migrate(service)));
  }

  /** Ends everything and keeps the logs, in endurance/test-results/logs. */
  async stop(): Promise<void> {
    await this.children.stop();
    await this.sink.close();
    const at = places(this.settings.stateDir);
    rmSync(join(keptLogs, this.name), { recursive: true, force: true });
    cpSync(at.logs, join(keptLogs, this.name), { recursive: true });
    removeDataFolder(at.postgres);
    rmSync(this.settings.stateDir, { recursive: true, force: true });
  }

  private async startAll(wanted: readonly Service[]): Promise<void> {
    const { parts } = this;
    await Promise.all([parts.postgres.start(), parts.nats.start()]);
    await Promise.all(wanted.map((service) => this.migrate(service)));
    await Promise.all(wanted.map((service) => parts[service].start()));
    for (const service of ['accounts', 'registration'] as const) {
      if (wanted.includes(service)) await this.bringTrialData(service);
    }
  }

  private async startPostgres(): Promise<void> {
    const { ports } = this.settings;
    const { superuserPassword } = this.secrets;
    const { children } = this;
    const dataDir = this.stores.postgres;
    await startPostgres({ dataDir, port: ports.postgres, superuserPassword, database: DATABASE, children });
  }

  private async startNats(): Promise<void> {
    const server = await findNatsServer({ stateDir: state, ways: ['path', 'kept', 'debian', 'release', 'archive'] });
    const { children, settings } = this;
    await startNats({ server, storeDir: this.stores.nats, port: settings.ports.nats, children });
  }

  private async startService(service: Service): Promise<void> {
    const child = this.children.start({
      name: service,
      command: process.execPath,
      args: ['--enable-source-maps', 'dist/main.js'],
      cwd: folderOf(service),
      env: this.environmentOf(service),
      stage,
      stopWithin: 45_000,
    });
    await child.ready(`${this.settings.urls[service]}/health/ready`);
  }

  private given(): NodeJS.ProcessEnv {
    return { ...process.env, NODE_COMPILE_CACHE: join(state, 'compile-cache'), ...this.own };
  }
}

const bin = (name: string): string => join(repository, 'node_modules', '.bin', name);

async function settingsOnFreePorts(stateDir: string, sink: MailSink, own: NodeJS.ProcessEnv): Promise<Settings> {
  const ports: Record<string, string> = {};
  for (const { variable } of Object.values(listeners)) ports[variable] = String(await freePort());
  const wait = { GUIDANCE_MAIL_WAIT: own['GUIDANCE_MAIL_WAIT'] ?? 'PT2S' };
  return readSettings({ ...ports, ...wait, SMTP_PORT: String(sink.port) }, stateDir);
}
