import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { checkPorts, freePort } from '../free-ports.js';
import { removeDataFolder } from '../postgres/data-folder.js';
import { endLeftovers } from '../processes/process-record.js';
import { checkoutState, repository } from '../repository.js';
import { keepSecrets, newSecrets, type Secrets } from '../settings/secrets.js';
import { listeners, type Service } from '../settings/listeners.js';
import { places, portWishes, readSettings, type Settings } from '../settings/settings.js';
import { StartFailure } from '../start-failure.js';
import type { KeptState, Plan } from './plan.js';

/** What a plan becomes before anything runs: addresses, folders, secrets. */
export interface Prepared {
  readonly settings: Settings;
  readonly secrets: Secrets;
}

export const programFolder = (service: Service): string => join(repository, 'apps', service);

export const keptStateOf = ({ state }: Plan): KeptState | undefined =>
  state !== undefined && 'folder' in state ? state : undefined;

/** @throws StartFailure where a service is not built, a port is not free, or the secrets cannot be read */
export async function prepare(plan: Plan, services: readonly Service[]): Promise<Prepared> {
  for (const service of services) {
    if (existsSync(join(programFolder(service), 'dist', 'main.js'))) continue;
    throw new StartFailure(`${service} is not built`, { todo: 'Build all packages: npm run build' });
  }
  const kept = keptStateOf(plan);
  if (kept !== undefined) return onKeptState(plan, kept);
  mkdirSync(checkoutState, { recursive: true });
  const settings = await settingsOf(plan, mkdtempSync(join(checkoutState, `${plan.name}-`)));
  return { settings, secrets: newSecrets() };
}

async function onKeptState(plan: Plan, { folder, fresh = false }: KeptState): Promise<Prepared> {
  const { step, say } = plan.progress ?? {};
  const settings = await settingsOf(plan, folder);
  const at = places(folder);
  const left = await endLeftovers(at.record);
  if (left.length > 0) say?.(`  ! ended what a start that was killed had left: ${left.join(', ')}`);
  if (plan.addresses?.ports === 'set') await checkPorts(portWishes(settings));
  const remove = async (): Promise<string> => removeState(folder);
  if (fresh) await (step?.('Old state removed', remove) ?? remove());
  const secrets = keepSecrets(at.secrets);
  // It says that all is ready, which is not true yet.
  rmSync(at.demo, { force: true });
  return { settings, secrets };
}

async function settingsOf({ addresses = {}, mails, environment }: Plan, stateDir: string): Promise<Settings> {
  const ports = addresses.ports === 'set' ? {} : await freePorts();
  const usual = readSettings({ ...process.env, ...ports, ...environment?.all }, stateDir);
  const { urls = {} } = addresses;
  const portsOfUrls = Object.entries(urls).map(([service, url]) => [service, Number(new URL(url).port || 80)]);
  return {
    ...usual,
    urls: { ...usual.urls, ...urls },
    ports: { ...usual.ports, ...Object.fromEntries(portsOfUrls) },
    ...(mails?.server !== undefined && { smtpUrl: `smtp://127.0.0.1:${mails.server.port}` }),
  };
}

async function freePorts(): Promise<Record<string, string>> {
  const ports: Record<string, string> = {};
  for (const { variable } of Object.values(listeners)) ports[variable] = String(await freePort());
  return ports;
}

/** What is no state: the NATS server that was fetched, compiled code, logs, and what `npm start` notes for itself. */
const NO_STATE = new Set(['nats-server', 'build.json', 'compile-cache', 'start.json', 'logs']);

/** Deletes the state of earlier runs, which must have ended. */
function removeState(folder: string): string {
  removeDataFolder(places(folder).postgres);
  for (const entry of readdirSync(folder))
    if (!NO_STATE.has(entry)) rmSync(join(folder, entry), { recursive: true, force: true });
  return '';
}
