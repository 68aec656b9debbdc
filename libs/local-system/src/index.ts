export { StartFailure } from './start-failure.js';
export { checkPorts, freePort } from './ports.js';
export { Children } from './processes/children.js';
export { endLeftovers } from './processes/process-record.js';
export { startPostgres } from './postgres/start-postgres.js';
export { removeDataFolder } from './postgres/data-folder.js';
export { findNatsServer, type NatsServer } from './nats/find-nats-server.js';
export { startNats } from './nats/start-nats.js';
export { startInbox } from './inbox.js';
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
export { keepSecrets, newSecrets, publicKeys, type Secrets } from './settings/secrets.js';
export { migrationEnvironment, serviceEnvironment, trialDataEnvironment } from './settings/service-environment.js';
export { secretVariables } from './settings/secret-variables.js';
export { personWith, type PersonWhoSignsIn, type TrialPerson } from './settings/trial-people.js';
export { type Demo, demoText, writeDemo } from './settings/demo.js';
export { settingsText, writeSettings, writeSettingsFile } from './settings/settings-file.js';
export { LocalSystem } from './system/local-system.js';
export type { Plan } from './system/plan.js';
export type { Health } from './system/service-part.js';
export { checkoutState, repository } from './repository.js';
export { ticksPerSecond, treeOf } from './processes/process-table.js';
