import { keySetSetting } from '@todoke/messaging';
import { environment } from '@todoke/service';
import { appSettings } from '@todoke/composition';
import { z } from 'zod';

const settings = appSettings.extend({
  /** Public keys of notifications, for which the codes are sealed. */
  SEALING_PUBLIC_KEYS: keySetSetting,
  /** Secret from which the keys of the robot check and of the hashes of codes are derived. */
  CHALLENGE_SECRET: z.string().min(32),
  /**
   * Mail addresses that may be entered within an hour from one network, at one domain (at those where many have their
   * mail ten times as many) and in total, before the robot check becomes harder.
   */
  ADDRESSES_PER_CLIENT: z.coerce.number().int().min(1).default(30),
  ADDRESSES_PER_DOMAIN: z.coerce.number().int().min(1).default(60),
  ADDRESSES_IN_TOTAL: z.coerce.number().int().min(1).default(3_000),
  SENDER_ADDRESS: z.email().default('info@g-mis.example'),
});

export type Config = Readonly<z.output<typeof settings>>;

/** @throws ConfigurationError naming what is missing or wrong */
export const config = (source?: NodeJS.ProcessEnv): Config => environment(settings, source);
