import { natsUrl } from '../nats/users.js';
import { secretVariables, type ToldProgram } from './secret-variables.js';
import type { Secrets } from './secrets.js';
import { services, type Service } from './listeners.js';
import { DATABASE, type Settings } from './settings.js';

/** Variables of this process's environment that concern only npm and the build tools. */
const NOT_FOR_SERVICES = /^(npm_|TURBO_|JEST_|INIT_CWD$|NODE_OPTIONS$|PORT$|HOST$)/;

/**
 * The environment of one service: what a person set for all services (CLOCK_START, LOG_LEVEL, SENDER_NAME …),
 * overridden by what this system decides.
 */
export function serviceEnvironment(
  service: Service,
  settings: Settings,
  secrets: Secrets,
  given: NodeJS.ProcessEnv = {},
): NodeJS.ProcessEnv {
  const { urls, ports } = settings;
  const passedOn = Object.entries(given).filter(([name]) => !NOT_FOR_SERVICES.test(name));
  // Its commands find all that they need in the same environment, the schema's owner among it.
  const { DATABASE_MIGRATOR_URL } = secretsOf('migration', service, settings, secrets);
  return {
    LOG_LEVEL: 'info',
    NODE_ENV: 'development',
    ...Object.fromEntries(passedOn),
    PORT: String(ports[service]),
    // The loopback address by default, since the passwords of the trial data are printed.
    HOST: given['SERVICES_HOST'] ?? 'localhost',
    PUBLIC_URL: urls[service],
    ...Object.fromEntries(services.map((name) => [`${name.toUpperCase()}_URL`, urls[name]])),
    OIDC_ISSUER: `${urls.accounts}/oidc`,
    OIDC_BACKCHANNEL_URL: `${urls.accounts}/oidc`,
    ...(service === 'accounts' && { GUIDANCE_MAIL_WAIT: settings.guidanceMailWait }),
    ...(service === 'notifications' && { SMTP_URL: settings.smtpUrl }),
    ...secretsOf('service', service, settings, secrets),
    DATABASE_MIGRATOR_URL,
  };
}

/** With the administrator's connections, which only `todoke-migrate` gets. */
export const migrationEnvironment = (...told: Parameters<typeof serviceEnvironment>): NodeJS.ProcessEnv => ({
  ...serviceEnvironment(...told),
  ...secretsOf('migration', ...told),
});

/** For `dist/trial-data.js` of registration, accounts and reporting. */
export const trialDataEnvironment = (...told: Parameters<typeof serviceEnvironment>): NodeJS.ProcessEnv => ({
  ...serviceEnvironment(...told),
  ...secretsOf('trial data', ...told),
});

export const superuserUrl = ({ ports }: Settings, { superuserPassword }: Secrets): string =>
  `postgres://postgres:${superuserPassword}@127.0.0.1:${ports.postgres}/${DATABASE}`;

/** As operator, who may do everything at NATS. */
export const operatorNatsUrl = ({ ports }: Settings, { natsPasswords }: Secrets): string =>
  natsUrl('operator', natsPasswords, `127.0.0.1:${ports.nats}`);

const secretsOf = (
  program: ToldProgram,
  ...[service, { ports }, secrets]: Parameters<typeof serviceEnvironment>
): NodeJS.ProcessEnv =>
  secretVariables(program, {
    service,
    secrets,
    databaseAt: `127.0.0.1:${ports.postgres}`,
    natsAt: `127.0.0.1:${ports.nats}`,
  });
