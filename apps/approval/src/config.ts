import { environment } from '@todoke/service';
import { appSettings } from '@todoke/composition';
import type { z } from 'zod';

export type Config = Readonly<z.output<typeof appSettings>>;

/** @throws ConfigurationError naming what is missing or wrong */
export const config = (source?: NodeJS.ProcessEnv): Config => environment(appSettings, source);
