import { keySetSetting } from '@todoke/messaging';
import { environment } from '@todoke/service';
import { webSettings } from '@todoke/web';
import { z } from 'zod';

const settings = webSettings.extend({
  /** Public keys of notifications: codes are sealed for it. */
  SEALING_PUBLIC_KEYS: keySetSetting,
  /** Keys of the robot check and of the codes' hashes are derived from it. */
  CHALLENGE_SECRET: z.string().min(32),
  SENDER_ADDRESS: z.email().default('info@g-mis.example'),
});

export type Config = Readonly<z.output<typeof settings>>;

/** @throws ConfigurationError naming what is missing or wrong */
export const config = (source?: NodeJS.ProcessEnv): Config => environment(settings, source);
