import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  Children, DATABASE, findNatsServer, freePort, listeners, migrationEnvironment, newSecrets, places, readSettings,
  type Secrets, serviceEnvironment, services, type Service, type Settings, startInbox, startNats, startPostgres, trialDataEnvironment,
  writeDemo,
} from '@todoke/local-system';

const repository = fileURLToPath(new URL('../../..', import.meta.url));
const state = join(repository, '.todoke');
const keptLogs = join(repository, 'journeys', 'test-results', 'logs');

/** Real processes after the servers they need: they stop first. */
const stage = 2;

/**
 * The whole system as `npm start` brings it up, from what is built, but on free ports, with data of its own that goes
 * when it stops, and with two seconds between mail ① and mail ②. The logs stay, in journeys/test-results.
 */
export async function startWholeSystem(): Promise<{ demoFile: string; stop: () => Promise<void> }> {
  for (const service of services) {
    if (!existsSync(join(repository, 'apps', service, 'dist', 'main.js'))) throw new Error(`${service} is not built: npm run build`);
  }
  mkdirSync(state, { recursive: true });
  const stateDir = mkdtempSync(join(state, 'journeys-'));
  const settings = await settingsOnFreePorts(stateDir);
  const secrets = newSecrets();
  const at = places(stateDir);
  mkdirSync(at.logs, { recursive: true });
  const children = new Children({ logs: at.logs });
  const stop = async () => {
    await children.stop();
    rmSync(keptLogs, { recursive: true, force: true });
    cpSync(at.logs, keptLogs, { recursive: true });
    rmSync(stateDir, { recursive: true, force: true });
  };
  try {
    await startServers(settings, secrets, children);
    const system = new Processes(settings, secrets, children);
    await Promise.all(services.map((service) => system.migrate(service)));
    await Promise.all(services.map((service) => system.start(service)));
    for (const service of ['accounts', 'registration'] as const) await system.bringTrialData(service);
    writeDemo(settings, secrets);
    return { demoFile: at.demo, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function settingsOnFreePorts(stateDir: string): Promise<Settings> {
  const ports: Record<string, string> = {};
  for (const { variable } of Object.values(listeners)) ports[variable] = String(await freePort());
  return readSettings({ ...ports, GUIDANCE_MAIL_WAIT: 'PT2S' }, stateDir);
}

async function startServers({ ports, stateDir }: Settings, { superuserPassword }: Secrets, children: Children): Promise<void> {
  const at = places(stateDir);
  await Promise.all([
    startPostgres({ port: ports.postgres, superuserPassword, database: DATABASE, durable: false, children }),
    findNatsServer({ stateDir: state }).then((server) => startNats({ server, storeDir: at.nats, port: ports.nats, children })),
    startInbox({ smtpPort: ports.smtp, webPort: ports.inbox, mailDir: at.mails, children }),
  ]);
}

/** The programs of the five services. */
class Processes {
  constructor(
    private readonly settings: Settings,
    private readonly secrets: Secrets,
    private readonly children: Children,
  ) {}

  migrate(service: Service): Promise<void> {
    const env = migrationEnvironment(service, this.settings, this.secrets, process.env);
    return this.#run(service, 'migrate', join(repository, 'node_modules', '.bin', 'todoke-migrate'), env);
  }

  bringTrialData(service: Service): Promise<void> {
    return this.#run(service, 'trial-data', 'dist/trial-data.js', trialDataEnvironment(service, this.settings, this.secrets, process.env));
  }

  async start(service: Service): Promise<void> {
    const env = serviceEnvironment(service, this.settings, this.secrets, process.env);
    const args = ['--enable-source-maps', 'dist/main.js'];
    const child = this.children.start({ name: service, command: process.execPath, args, cwd: this.#folder(service), env, stage });
    await child.ready(`${this.settings.urls[service]}/health/ready`);
  }

  #run(service: Service, what: string, program: string, env: NodeJS.ProcessEnv): Promise<void> {
    const place = { command: process.execPath, args: [program], cwd: this.#folder(service) };
    return this.children.run({ name: `${service}-${what}`, ...place, env, stage });
  }

  #folder = (service: Service): string => join(repository, 'apps', service);
}
