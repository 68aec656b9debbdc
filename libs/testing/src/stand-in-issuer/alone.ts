import { join, relative } from 'node:path';
import { migrate, prepareSchema } from '@todoke/database';
import {
  DATABASE,
  findNatsServer,
  newSecrets,
  readSettings,
  type Secrets,
  type Service,
  serviceEnvironment,
  type Settings,
  startNats,
  startPostgres,
  trialDataEnvironment,
  writeSettingsFile,
} from '@todoke/local-system';
import { repository } from '../repository.js';
import { allOrNone } from '../servers/all-or-none.js';

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

const stateDir = join(repository, '.todoke');
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

async function withServers(named: readonly Named[], issuer: string): Promise<Alone> {
  const secrets = newSecrets();
  const server = await findNatsServer({ stateDir, say: (line) => void process.stdout.write(`${line}\n`) });
  const [postgres, nats] = await allOrNone([
    startPostgres({ superuserPassword: secrets.superuserPassword, database: DATABASE, durable: false }),
    startNats({ server, durable: false }),
  ]);
  const stop = async (): Promise<void> => void (await Promise.all([postgres.stop(), nats.stop()]));
  try {
    const settings = settingsOf(named, { postgres: postgres.port, natsUrl: nats.url });
    const told = [`Postgres is ${postgres.adminUrl}`, `NATS is ${nats.url}`, ''];
    for (const { service } of named) {
      const file = await settle(service, { settings, secrets, issuer, adminUrl: postgres.adminUrl });
      const folder = join(repository, 'apps', service);
      const start = `npx node --env-file=${relative(folder, file)} dist/main.js`;
      told.push(`cd ${fromHere(folder)} && ${start}   # ${settings.urls[service]}`);
    }
    return { secret: (service) => secrets.services[service].clientSecret, told, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function settingsOf(named: readonly Named[], at: { postgres: number; natsUrl: string }): Settings {
  const usual = readSettings(process.env, stateDir);
  const urls = Object.fromEntries(named.map(({ service, url }) => [service, url]));
  const ports = Object.fromEntries(named.map(({ service, url }) => [service, Number(new URL(url).port || 80)]));
  return {
    ...usual,
    urls: { ...usual.urls, ...urls },
    ports: { ...usual.ports, ...ports, postgres: at.postgres },
    natsUrl: at.natsUrl,
  };
}

interface ServersAndSecrets {
  readonly settings: Settings;
  readonly secrets: Secrets;
  readonly issuer: string;
  readonly adminUrl: string;
}

/** Creates a service's schema and writes its settings. @returns the path of the settings */
async function settle(service: Service, { settings, secrets, issuer, adminUrl }: ServersAndSecrets): Promise<string> {
  const of = service === 'accounts' ? trialDataEnvironment : serviceEnvironment;
  const environment: NodeJS.ProcessEnv = {
    ...of(service, settings, secrets),
    // Accounts signs people in itself.
    ...(service !== 'accounts' && { OIDC_ISSUER: issuer, OIDC_BACKCHANNEL_URL: issuer }),
  };
  const { DATABASE_MIGRATOR_URL: migratorUrl = '', DATABASE_URL: appUrl = '' } = environment;
  const { DATABASE_WORKER_URL: workerUrl = '' } = environment;
  await prepareSchema(adminUrl, { service, migratorUrl, appUrl, workerUrl });
  await migrate(service, join(repository, 'apps', service), migratorUrl);
  const file = join(stateDir, 'alone', `${service}.env`);
  writeSettingsFile(file, environment);
  return file;
}
