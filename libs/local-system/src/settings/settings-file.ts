import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Secrets } from './secrets.js';
import { serviceEnvironment } from './service-environment.js';
import { services, type Settings } from './settings.js';

/** Writes an environment for `node --env-file`, readable to its owner alone. */
export function writeSettingsFile(file: string, environment: NodeJS.ProcessEnv): void {
  mkdirSync(dirname(file), { recursive: true });
  const lines = Object.entries(environment).map(([name, value]) => `${name}='${value}'\n`);
  writeFileSync(file, lines.join(''), { mode: 0o600 });
  chmodSync(file, 0o600);
}

/** Writes `.todoke/settings/<service>.env`, for commands about the services of `npm start`. */
export function writeSettings(settings: Settings, secrets: Secrets): void {
  for (const service of services) {
    const file = join(settings.stateDir, 'settings', `${service}.env`);
    writeSettingsFile(file, serviceEnvironment(service, settings, secrets));
  }
}
