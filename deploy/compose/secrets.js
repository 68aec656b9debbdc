/**
 * Generates this system's secrets at its first start and gives each container only its own. Every folder
 * below /run/todoke is a volume: this container has all of them, each other container its own.
 *
 * | folder | who has it | what is in it |
 * | --- | --- | --- |
 * | secrets | this program, `demo` | all, as JSON |
 * | superuser | postgres | the superuser's password |
 * | administration | migrate-*, streams | passwords of superuser, migrators and NATS' operator, a `.env` a service |
 * | nats | nats | `users.conf`: who may do what there, with everybody's passwords |
 * | <service> | that service, its trial data | `service.env` |
 * | trial | trial-data-* | who can sign in, with passwords |
 */
import { chmodSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keepSecrets, secretVariables, services, settingsText, usersConfiguration } from '@todoke/local-system';

const root = '/run/todoke';

const secrets = keepSecrets(join(root, 'secrets', 'secrets.json'));
const told = (program, service) =>
  settingsText(secretVariables(program, { service, secrets, databaseAt: 'postgres:5432', natsAt: 'nats:4222' }));

for (const service of services) {
  write(`${service}/service.env`, told('service', service));
  write(`administration/${service}.env`, told('migration', service));
}
write('nats/users.conf', usersConfiguration(secrets.natsPasswords));
write('superuser/password', secrets.superuserPassword);
write('trial/accounts.env', told('trial data', 'accounts'));

/** Renamed into place when complete; readable only to the user `node`, as which all of these containers run. */
function write(path, content) {
  const file = join(root, path);
  writeFileSync(`${file}.new`, content, { mode: 0o400 });
  chmodSync(`${file}.new`, 0o400);
  renameSync(`${file}.new`, file);
}
