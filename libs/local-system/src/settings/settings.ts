import { join } from 'node:path';
import type { PortWish } from '../free-ports.js';
import { StartFailure } from '../start-failure.js';
import { type Listener, listeners, type Service, services } from './listeners.js';

/** The settings of a local system that are not secret: addresses and folders. */
export type Settings = {
  /** `.todoke` of the checkout. */
  stateDir: string;
  ports: Readonly<Record<Listener, number>>;
  /** As browsers see the services. */
  urls: Readonly<Record<Service, string>>;
  inboxUrl: string;
  smtpUrl: string;
  /** Between mail ① and mail ②: `next-business-day` or an ISO 8601 duration. */
  guidanceMailWait: string;
  /** Where a NATS release can be downloaded, if configured. */
  natsArchive?: { url: string; sha256: string };
};

/** The name of the one database with its five schemas. */
export const DATABASE = 'todoke';

/** @throws StartFailure that names the variable which holds no port */
export function readSettings(environment: NodeJS.ProcessEnv, stateDir: string): Settings {
  const ports = Object.fromEntries(
    Object.entries(listeners).map(([name, { variable, port }]) => [name, readPort(environment, variable, port)]),
  ) as Record<Listener, number>;
  const urls = Object.fromEntries(services.map((service) => [service, `http://localhost:${ports[service]}`]));
  const { NATS_ARCHIVE_URL: url, NATS_ARCHIVE_SHA256: sha256 } = environment;
  return {
    stateDir,
    ports,
    urls: urls as Record<Service, string>,
    inboxUrl: `http://localhost:${ports.inbox}`,
    smtpUrl: `smtp://127.0.0.1:${ports.smtp}`,
    guidanceMailWait: environment['GUIDANCE_MAIL_WAIT'] || 'PT10S',
    ...(url && sha256 && { natsArchive: { url, sha256 } }),
  };
}

export const portWishes = ({ ports }: Settings): PortWish[] =>
  (Object.keys(listeners) as Listener[]).map((name) => ({ ...listeners[name], port: ports[name] }));

/**
 * The folders below the state folder. `nats-server` is no state: it stays when all else is removed.
 */
export const places = (stateDir: string) => ({
  logs: join(stateDir, 'logs'),
  record: join(stateDir, 'processes.json'),
  secrets: join(stateDir, 'secrets.json'),
  demo: join(stateDir, 'demo.json'),
  postgres: join(stateDir, 'postgres'),
  nats: join(stateDir, 'nats'),
  mails: join(stateDir, 'mails'),
});

function readPort(environment: NodeJS.ProcessEnv, variable: string, standard: number): number {
  const text = environment[variable];
  if (text === undefined || text === '') return standard;
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new StartFailure(`${variable} is no port`, {
    why: `it is "${text}"`,
    todo: 'Set it to a number from 1 to 65535, or leave it out.',
  });
}
