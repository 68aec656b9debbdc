/**
 * Generates this system's secrets at its first start and gives each container only its own. Every folder
 * below /run/todoke is a volume: this container has all of them, each other container its own.
 *
 * | folder | who has it | what is in it |
 * | --- | --- | --- |
 * | secrets | this program, `demo` | all, as JSON |
 * | superuser | postgres | the superuser's password |
 * | administration | migrate-* | a `.env` a service, with the superuser's password and the migrator's |
 * | <service> | that service, its trial data | `service.env` |
 * | trial | trial-data-* | who can sign in, with passwords |
 */
import { chmodSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DATABASE, keepSecrets, publicKeys, services } from '@todoke/local-system';

const root = '/run/todoke';

const secrets = keepSecrets(join(root, 'secrets', 'secrets.json'));
const { superuserPassword, people } = secrets;

const database = (user, password) => `postgres://${user}:${password}@postgres:5432/${DATABASE}`;
const role = (service, kind) => database(`${service}_${kind}`, secrets.services[service][kind]);

const sealing = JSON.stringify(publicKeys(secrets.sealingKeys));
const own = {
  registration: { SEALING_PUBLIC_KEYS: sealing, CHALLENGE_SECRET: secrets.challengeSecret },
  accounts: {
    SEALING_PUBLIC_KEYS: sealing,
    OIDC_SIGNING_KEYS: JSON.stringify(secrets.oidcSigningKeys),
    OIDC_COOKIE_KEYS: secrets.oidcCookieKeys.join(','),
    OIDC_CLIENT_SECRETS: JSON.stringify(
      Object.fromEntries(services.map((service) => [service, secrets.services[service].clientSecret])),
    ),
  },
  notifications: { SEALING_PRIVATE_KEYS: JSON.stringify(secrets.sealingKeys) },
};

for (const service of services) {
  const { clientSecret, sessionSecret } = secrets.services[service];
  const roles = { DATABASE_URL: role(service, 'app'), DATABASE_WORKER_URL: role(service, 'worker') };
  writeEnvironment(`${service}/service.env`, {
    ...roles,
    OIDC_CLIENT_SECRET: clientSecret,
    SESSION_SECRET: sessionSecret,
    ...own[service],
  });
  writeEnvironment(`administration/${service}.env`, {
    ...roles,
    DATABASE_MIGRATOR_URL: role(service, 'migrator'),
    DATABASE_ADMIN_URL: database('postgres', superuserPassword),
  });
}
write('superuser/password', superuserPassword);
writeEnvironment('trial/accounts.env', {
  TRIAL_PEOPLE: JSON.stringify(people.map(({ who: _who, ...person }) => person)),
});

/** As Node's --env-file reads it: between single quotes everything is literal. */
function writeEnvironment(path, values) {
  const lines = Object.entries(values).map(([name, value]) => {
    if (/['\n]/.test(value)) throw new Error(`${name} cannot be written to a settings file`);
    return `${name}='${value}'\n`;
  });
  write(path, lines.join(''));
}

/** Renamed into place when complete; readable only to the user `node`, as which all of these containers run. */
function write(path, content) {
  const file = join(root, path);
  writeFileSync(`${file}.new`, content, { mode: 0o400 });
  chmodSync(`${file}.new`, 0o400);
  renameSync(`${file}.new`, file);
}
