export { StartFailure } from './start-failure.js';
export { checkPorts, freePort, type PortWish } from './ports.js';
export { Child, type ChildOptions, type Exit } from './processes/child.js';
export { Children, type ChildrenOptions } from './processes/children.js';
export { endLeftovers } from './processes/process-record.js';
export { startPostgres, type PostgresOptions, type RunningPostgres } from './postgres/start-postgres.js';
export { removeDataFolder } from './postgres/data-folder.js';
export { findNatsServer, type FindNatsOptions, type NatsServer } from './nats/find-nats-server.js';
export { startNats, type NatsOptions, type RunningNats } from './nats/start-nats.js';
export { startInbox, type InboxOptions, type RunningInbox } from './inbox.js';
export {
  DATABASE,
  listeners,
  places,
  portWishes,
  readSettings,
  services,
  type Service,
  type Settings,
} from './settings/settings.js';
export { keepSecrets, newSecrets, publicKeys, type Jwks, type Secrets } from './settings/secrets.js';
export {
  migrationEnvironment,
  serviceEnvironment,
  superuserUrl,
  trialDataEnvironment,
} from './settings/service-environment.js';
export type { TrialPerson } from './settings/trial-people.js';
export { writeDemo } from './settings/demo.js';
export { writeSettings, writeSettingsFile } from './settings/settings-file.js';
