import { environment } from '@todoke/service';
import { appSettings } from '@todoke/composition';
import { z } from 'zod';

const settings = appSettings.extend({
  /** ClamAV (clamd) that scans files, tcp://host:3310. Without it files are not held. */
  CLAMAV_URL: z.url({ protocol: /^tcp$/ }).optional(),
});

export type Config = Readonly<z.output<typeof settings>>;

/** @throws ConfigurationError naming what is missing or wrong */
export const config = (source?: NodeJS.ProcessEnv): Config => environment(settings, source);
