import { environment } from '@todoke/service';
import { appSettings } from '@todoke/composition';
import { z } from 'zod';
import { apiSettings } from './api/settings.js';

const settings = appSettings.extend({
  ...apiSettings,
  /** `host:port`s, separated by commas, to which webhooks may go although they are private or plain: of a trial. */
  WEBHOOK_ALLOWED_HOSTS: z
    .string()
    .default('')
    .transform((hosts) => hosts.split(',').flatMap((host) => host.trim() || [])),
});

export type Config = Readonly<z.output<typeof settings>>;

/** @throws ConfigurationError naming what is missing or wrong */
export const config = (source?: NodeJS.ProcessEnv): Config => environment(settings, source);
