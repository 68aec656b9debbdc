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
export { secretVariables, type ToldProgram } from './settings/secret-variables.js';
export { personWith, type PersonWhoSignsIn, type TrialPerson } from './settings/trial-people.js';
export { type Demo, demoText, writeDemo } from './settings/demo.js';
export { settingsText, writeSettings, writeSettingsFile } from './settings/settings-file.js';
export { LocalSystem } from './system/local-system.js';
export type { Plan } from './system/plan.js';
export { Part } from './system/part.js';
export { type Health, ServicePart } from './system/service-part.js';
export { checkoutState, repository } from './repository.js';
export { ticksPerSecond, treeOf } from './processes/process-table.js';
