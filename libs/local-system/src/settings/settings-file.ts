import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Secrets } from './secrets.js';
import { serviceEnvironment } from './service-environment.js';
import { services } from './listeners.js';
import { type Settings } from './settings.js';

/**
 * An environment as `node --env-file` reads it: between single quotes everything is literal.
 * @throws where a value has a quote or a line end in it
 */
export const settingsText = (environment: NodeJS.ProcessEnv): string =>
  Object.entries(environment)
    .map(([name, value = '']) => {
      if (/['\n]/.test(value)) throw new Error(`${name} cannot be written to a settings file`);
      return `${name}='${value}'\n`;
    })
    .join('');

/** Writes an environment for `node --env-file`, readable to its owner alone. */
export function writeSettingsFile(file: string, environment: NodeJS.ProcessEnv): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, settingsText(environment), { mode: 0o600 });
  chmodSync(file, 0o600);
}

/** Writes `.todoke/settings/<service>.env`, for commands about the services of `npm start`. */
export function writeSettings(settings: Settings, secrets: Secrets): void {
  for (const service of services) {
    const file = join(settings.stateDir, 'settings', `${service}.env`);
    writeSettingsFile(file, serviceEnvironment(service, settings, secrets));
  }
}
