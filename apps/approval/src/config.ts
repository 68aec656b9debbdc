import { environment } from '@todoke/service';
import { type AppSettings, appSettings } from '@todoke/composition';

export type Config = AppSettings;

/** @throws ConfigurationError naming what is missing or wrong */
export const config = (source?: NodeJS.ProcessEnv): Config => environment(appSettings, source);
