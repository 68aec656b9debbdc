import { publicKeys, type Secrets } from './secrets.js';
import { DATABASE, services, type Service, type Settings } from './settings.js';

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
  const own = secrets.services[service];
  const passedOn = Object.entries(given).filter(([name]) => !NOT_FOR_SERVICES.test(name));
  return {
    LOG_LEVEL: 'info',
    NODE_ENV: 'development',
    ...Object.fromEntries(passedOn),
    PORT: String(ports[service]),
    // The loopback address by default, since the passwords of the trial data are printed.
    HOST: given['SERVICES_HOST'] ?? 'localhost',
    DATABASE_URL: roleUrl(settings, service, 'app', own.app),
    DATABASE_WORKER_URL: roleUrl(settings, service, 'worker', own.worker),
    DATABASE_MIGRATOR_URL: roleUrl(settings, service, 'migrator', own.migrator),
    NATS_URL: settings.natsUrl,
    PUBLIC_URL: urls[service],
    ...Object.fromEntries(services.map((name) => [`${name.toUpperCase()}_URL`, urls[name]])),
    OIDC_ISSUER: `${urls.accounts}/oidc`,
    OIDC_BACKCHANNEL_URL: `${urls.accounts}/oidc`,
    OIDC_CLIENT_SECRET: own.clientSecret,
    SESSION_SECRET: own.sessionSecret,
    ...(OWN[service]?.(settings, secrets) ?? {}),
  };
}

/** With the administrator's connection, which only `todoke-migrate` gets. */
export const migrationEnvironment = (
  ...[service, settings, secrets, given]: Parameters<typeof serviceEnvironment>
): NodeJS.ProcessEnv => ({
  ...serviceEnvironment(service, settings, secrets, given),
  DATABASE_ADMIN_URL: superuserUrl(settings, secrets),
});

/** For `dist/trial-data.js` of registration and accounts. */
export const trialDataEnvironment = (
  ...[service, settings, secrets, given]: Parameters<typeof serviceEnvironment>
): NodeJS.ProcessEnv => ({
  ...serviceEnvironment(service, settings, secrets, given),
  TRIAL_PEOPLE: JSON.stringify(secrets.people.map(({ who: _who, ...person }) => person)),
});

export const superuserUrl = ({ ports }: Settings, { superuserPassword }: Secrets): string =>
  `postgres://postgres:${superuserPassword}@127.0.0.1:${ports.postgres}/${DATABASE}`;

const roleUrl = ({ ports }: Settings, service: Service, role: string, password: string): string =>
  `postgres://${service}_${role}:${password}@127.0.0.1:${ports.postgres}/${DATABASE}`;

const sealing = (secrets: Secrets): string => JSON.stringify(publicKeys(secrets.sealingKeys));

const OWN: Partial<Record<Service, (settings: Settings, secrets: Secrets) => NodeJS.ProcessEnv>> = {
  registration: (_, secrets) => ({
    SEALING_PUBLIC_KEYS: sealing(secrets),
    CHALLENGE_SECRET: secrets.challengeSecret,
  }),
  accounts: ({ guidanceMailWait }, secrets) => ({
    SEALING_PUBLIC_KEYS: sealing(secrets),
    OIDC_SIGNING_KEYS: JSON.stringify(secrets.oidcSigningKeys),
    OIDC_COOKIE_KEYS: secrets.oidcCookieKeys.join(','),
    OIDC_CLIENT_SECRETS: JSON.stringify(
      Object.fromEntries(services.map((name) => [name, secrets.services[name].clientSecret])),
    ),
    GUIDANCE_MAIL_WAIT: guidanceMailWait,
  }),
  notifications: ({ smtpUrl }, secrets) => ({
    SEALING_PRIVATE_KEYS: JSON.stringify(secrets.sealingKeys),
    SMTP_URL: smtpUrl,
  }),
};
