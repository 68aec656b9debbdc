import { chmodSync, renameSync, writeFileSync } from 'node:fs';
import type { Secrets } from './secrets.js';
import { superuserUrl } from './service-environment.js';
import { places, type Settings } from './settings.js';

/**
 * Writes `.todoke/demo.json`: where everything is and who can sign in, for programs that test the system.
 */
export function writeDemo(settings: Settings, secrets: Secrets): void {
  const file = places(settings.stateDir).demo;
  const demo = {
    services: settings.urls,
    inbox: settings.inboxUrl,
    smtp: `localhost:${settings.ports.smtp}`,
    postgres: superuserUrl(settings, secrets),
    nats: settings.natsUrl,
    people: secrets.people.map(({ who: _who, ...person }) => person),
  };
  // Written atomically: a program that waits for the file must find it complete.
  writeFileSync(`${file}.new`, `${JSON.stringify(demo, null, 2)}\n`, { mode: 0o600 });
  chmodSync(`${file}.new`, 0o600);
  renameSync(`${file}.new`, file);
}
