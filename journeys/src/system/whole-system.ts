import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  Children,
  freePort,
  listeners,
  newSecrets,
  places,
  readSettings,
  services,
  type Settings,
  writeDemo,
} from '@todoke/local-system';
import { repository } from './repository.js';
import { Servers } from './servers.js';
import { ServiceProcesses } from './service-processes.js';

const state = join(repository, '.todoke');
const keptLogs = join(repository, 'journeys', 'test-results', 'logs');

export interface WholeSystem {
  /** Its demo.json. */
  readonly demoFile: string;
  /** NATS and the inbox can be stopped and started again. */
  readonly servers: Servers;
  /** So can each service. */
  readonly processes: ServiceProcesses;
  stop(): Promise<void>;
}

/**
 * The whole built system as `npm start` runs it, but on free ports, with data of its own that are deleted when it
 * stops, and with two seconds between mail ① and mail ②. The logs stay, in journeys/test-results/logs/<name>.
 * @param wishes changes of the defaults, such as the mail server
 */
export async function startWholeSystem(name: string, wishes: Partial<Settings> = {}): Promise<WholeSystem> {
  for (const service of services) {
    const program = join(repository, 'apps', service, 'dist', 'main.js');
    if (!existsSync(program)) throw new Error(`${service} is not built: npm run build`);
  }
  mkdirSync(state, { recursive: true });
  const stateDir = mkdtempSync(join(state, 'journeys-'));
  const settings = { ...(await settingsOnFreePorts(stateDir)), ...wishes };
  const secrets = newSecrets();
  const at = places(stateDir);
  mkdirSync(at.logs, { recursive: true });
  const children = new Children({ logs: at.logs });
  const servers = new Servers(settings, secrets, children, state);
  const processes = new ServiceProcesses(settings, secrets, children);
  const stop = async () => {
    await children.stop();
    rmSync(join(keptLogs, name), { recursive: true, force: true });
    cpSync(at.logs, join(keptLogs, name), { recursive: true });
    rmSync(stateDir, { recursive: true, force: true });
  };
  try {
    await Promise.all([servers.startPostgres(), servers.startNats(), servers.startInbox()]);
    await Promise.all(services.map((service) => processes.migrate(service)));
    await Promise.all(services.map((service) => processes.start(service)));
    for (const service of ['accounts', 'registration'] as const) await processes.bringTrialData(service);
    writeDemo(settings, secrets);
    return { demoFile: at.demo, servers, processes, stop };
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
