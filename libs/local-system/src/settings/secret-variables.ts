import { natsUrl } from '../nats/users.js';
import { publicKeys, type Secrets } from './secrets.js';
import { services, type Service } from './listeners.js';
import { DATABASE } from './settings.js';
import { peopleWhoSignIn } from './trial-people.js';

/** The programs of a service that are told secrets. */
export type ToldProgram = 'service' | 'migration' | 'trial data';

/** A service, the secrets of its system, and where its database and NATS are, as `host:port`. */
interface Whose {
  readonly service: Service;
  readonly secrets: Secrets;
  readonly databaseAt: string;
  readonly natsAt: string;
}

interface Row {
  readonly variable: string;
  readonly told: readonly ToldProgram[];
  /** Whose programs; left out: every service's. */
  readonly services?: readonly Service[];
  readonly value: (whose: Whose) => string;
}

const connection = ({ databaseAt }: Whose, user: string, password: string): string =>
  `postgres://${user}:${password}@${databaseAt}/${DATABASE}`;

const role =
  (kind: 'app' | 'worker' | 'migrator') =>
  (whose: Whose): string =>
    connection(whose, `${whose.service}_${kind}`, whose.secrets.services[whose.service][kind]);

/** Who gets which secret: the one list, for processes of this machine and for containers. */
const table: readonly Row[] = [
  { variable: 'DATABASE_URL', told: ['service', 'migration'], value: role('app') },
  { variable: 'DATABASE_WORKER_URL', told: ['service', 'migration'], value: role('worker') },
  { variable: 'DATABASE_MIGRATOR_URL', told: ['migration'], value: role('migrator') },
  {
    variable: 'DATABASE_ADMIN_URL',
    told: ['migration'],
    value: (whose) => connection(whose, 'postgres', whose.secrets.superuserPassword),
  },
  {
    variable: 'NATS_URL',
    told: ['service'],
    value: ({ service, secrets, natsAt }) => natsUrl(service, secrets.natsPasswords, natsAt),
  },
  // For todoke-backup, which finds the administrator's connection there as well.
  {
    variable: 'NATS_URL',
    told: ['migration'],
    value: ({ secrets, natsAt }) => natsUrl('operator', secrets.natsPasswords, natsAt),
  },
  {
    variable: 'OIDC_CLIENT_SECRET',
    told: ['service'],
    value: ({ service, secrets }) => secrets.services[service].clientSecret,
  },
  {
    variable: 'SESSION_SECRET',
    told: ['service'],
    value: ({ service, secrets }) => secrets.services[service].sessionSecret,
  },
  {
    variable: 'SEALING_PUBLIC_KEYS',
    told: ['service'],
    services: ['registration', 'accounts'],
    value: ({ secrets }) => JSON.stringify(publicKeys(secrets.sealingKeys)),
  },
  {
    variable: 'SEALING_PRIVATE_KEYS',
    told: ['service'],
    services: ['notifications'],
    value: ({ secrets }) => JSON.stringify(secrets.sealingKeys),
  },
  {
    variable: 'CHALLENGE_SECRET',
    told: ['service'],
    services: ['registration'],
    value: ({ secrets }) => secrets.challengeSecret,
  },
  {
    variable: 'OIDC_SIGNING_KEYS',
    told: ['service'],
    services: ['accounts'],
    value: ({ secrets }) => JSON.stringify(secrets.oidcSigningKeys),
  },
  {
    variable: 'OIDC_COOKIE_KEYS',
    told: ['service'],
    services: ['accounts'],
    value: ({ secrets }) => secrets.oidcCookieKeys.join(','),
  },
  {
    variable: 'OIDC_CLIENT_SECRETS',
    told: ['service'],
    services: ['accounts'],
    value: ({ secrets }) =>
      JSON.stringify(Object.fromEntries(services.map((name) => [name, secrets.services[name].clientSecret]))),
  },
  {
    variable: 'TRIAL_PEOPLE',
    told: ['trial data'],
    services: ['accounts'],
    value: ({ secrets }) => JSON.stringify(peopleWhoSignIn(secrets.people)),
  },
  {
    variable: 'TRIAL_API_CLIENTS',
    told: ['trial data'],
    services: ['accounts'],
    value: ({ secrets }) => JSON.stringify(secrets.apiClients),
  },
];

/** The secrets of one program of a service, by their variables. */
export const secretVariables = (program: ToldProgram, whose: Whose): Record<string, string> =>
  Object.fromEntries(
    table
      .filter(({ told, services: only }) => told.includes(program) && (only?.includes(whose.service) ?? true))
      .map(({ variable, value }) => [variable, value(whose)]),
  );
