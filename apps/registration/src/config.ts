import { keySetSetting } from '@todoke/messaging';
import { clockFrom, environment, serviceSettings } from '@todoke/service';
import { z } from 'zod';

const settings = serviceSettings.extend({
  ACCOUNTS_URL: z.url(),
  OIDC_ISSUER: z.url(),
  OIDC_BACKCHANNEL_URL: z.url().optional(),
  OIDC_CLIENT_SECRET: z.string().min(16),
  SESSION_SECRET: z.string().min(32),
  /** Public keys of notifications: codes are sealed for it. */
  SEALING_PUBLIC_KEYS: keySetSetting,
  /** Keys of the robot check and of the codes' hashes stem from it. */
  CHALLENGE_SECRET: z.string().min(32),
  SENDER_ADDRESS: z.email().default('info@g-mis.example'),
  SUPPORT_PHONE: z.string().default('0570-783-872'),
});

/** Everything that registration takes from its environment. @throws ConfigurationError naming what is wrong */
export function readConfig(source?: NodeJS.ProcessEnv) {
  const given = environment(settings, source);
  return Object.freeze({ ...given, clock: clockFrom(given.CLOCK_START) });
}

export type Config = ReturnType<typeof readConfig>;

/** Nest token of the settings. */
export const CONFIG = Symbol('config');
