import { join, relative } from 'node:path';
import {
  checkoutState,
  LocalSystem,
  repository,
  type Service,
  serviceEnvironment,
  trialDataEnvironment,
  writeSettingsFile,
} from '@todoke/local-system';

/** What services that run alone need besides the issuer. */
export interface Alone {
  /** Secret of a service's OpenID client. */
  readonly secret: (service: Service) => string;
  /** Commands that start them, one a line. */
  readonly told: readonly string[];
  stop(): Promise<void>;
}

interface Named {
  readonly service: Service;
  readonly url: string;
}

const fromHere = (path: string): string => relative(process.cwd(), path) || '.';

export function aloneWith(named: readonly Named[], wanted: { issuer: string; servers: boolean }): Promise<Alone> {
  return wanted.servers ? withServers(named, wanted.issuer) : Promise.resolve(withoutServers(wanted.issuer));
}

/** Without servers there are no settings to write: the caller has Postgres and NATS, and the settings. */
function withoutServers(issuer: string): Alone {
  const secret = process.env['OIDC_CLIENT_SECRET'] || 'only for development';
  const settings = `OIDC_ISSUER=${issuer} OIDC_CLIENT_SECRET='${secret}'`;
  const told = [`Start a service with ${settings} and the rest of its src/config.ts`];
  return { secret: () => secret, told, stop: async () => undefined };
}

/** Postgres and NATS with the schemas of these services, which people start themselves. */
async function withServers(named: readonly Named[], issuer: string): Promise<Alone> {
  const system = await LocalSystem.start({
    name: 'alone',
    services: [],
    addresses: { urls: Object.fromEntries(named.map(({ service, url }) => [service, url])) },
    servers: { durable: false },
    mails: { inbox: false },
    progress: { say: (line) => void process.stdout.write(`${line.trim()}\n`) },
    trialData: false,
  });
  try {
    const told = [`Postgres is ${system.adminUrl}`, `NATS is ${system.natsUrl}`, ''];
    for (const { service, url } of named) {
      await system.programs.migrate(service);
      const folder = join(repository, 'apps', service);
      const start = `npx node --env-file=${relative(folder, settle(service, system, issuer))} dist/main.js`;
      told.push(`cd ${fromHere(folder)} && ${start}   # ${url}`);
    }
    const secret = (service: Service): string => system.secrets.services[service].clientSecret;
    return { secret, told, stop: () => system.stop() };
  } catch (error) {
    await system.stop();
    throw error;
  }
}

/** Writes a service's settings. @returns their path */
function settle(service: Service, { settings, secrets }: LocalSystem, issuer: string): string {
  // Accounts signs people in itself.
  const environment =
    service === 'accounts'
      ? trialDataEnvironment(service, settings, secrets)
      : { ...serviceEnvironment(service, settings, secrets), OIDC_ISSUER: issuer, OIDC_BACKCHANNEL_URL: issuer };
  const file = join(checkoutState, 'alone', `${service}.env`);
  writeSettingsFile(file, environment);
  return file;
}
