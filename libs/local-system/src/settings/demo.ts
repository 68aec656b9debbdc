import { chmodSync, renameSync, writeFileSync } from 'node:fs';
import type { Secrets } from './secrets.js';
import { operatorNatsUrl, superuserUrl } from './service-environment.js';
import { type Service } from './listeners.js';
import { places, type Settings } from './settings.js';
import type { TrialApiClient } from './trial-api-clients.js';
import { peopleWhoSignIn, type PersonWhoSignsIn } from './trial-people.js';

/** Where everything of a running system is, and which people and systems can sign in: the content of `demo.json`. */
export interface Demo {
  readonly services: Readonly<Record<Service, string>>;
  /** The page of the inbox; below it, `/email` lists the mails as JSON. */
  readonly inbox: string;
  /** host:port */
  readonly smtp: string;
  /** As superuser. */
  readonly postgres: string;
  /** As operator. */
  readonly nats: string;
  readonly people: readonly PersonWhoSignsIn[];
  readonly apiClients: readonly TrialApiClient[];
}

export const demoOf = (settings: Settings, secrets: Secrets): Demo => ({
  services: settings.urls,
  inbox: settings.inboxUrl,
  smtp: `localhost:${settings.ports.smtp}`,
  postgres: superuserUrl(settings, secrets),
  nats: operatorNatsUrl(settings, secrets),
  people: peopleWhoSignIn(secrets.people),
  apiClients: secrets.apiClients,
});

/** As `demo.json` has it. */
export const demoText = (...system: Parameters<typeof demoOf>): string =>
  `${JSON.stringify(demoOf(...system), null, 2)}\n`;

/**
 * Writes `.todoke/demo.json`, for programs that test the system.
 */
export function writeDemo(settings: Settings, secrets: Secrets): void {
  const file = places(settings.stateDir).demo;
  // Written atomically: a program that waits for the file must find it complete.
  writeFileSync(`${file}.new`, demoText(settings, secrets), { mode: 0o600 });
  chmodSync(`${file}.new`, 0o600);
  renameSync(`${file}.new`, file);
}
