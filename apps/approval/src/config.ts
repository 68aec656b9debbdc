import { environment } from '@todoke/service';
import { appSettings } from '@todoke/composition';
import type { z } from 'zod';
import { apiSettings } from './api/settings.js';

const settings = appSettings.extend(apiSettings);

export type Config = Readonly<z.output<typeof settings>>;

/** @throws ConfigurationError naming what is missing or wrong */
export const config = (source?: NodeJS.ProcessEnv): Config => environment(settings, source);
