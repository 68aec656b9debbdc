import { retrySettings } from '@todoke/messaging';
import { webSettings } from '@todoke/web';
import type { z } from 'zod';

/** Settings that every service has. The `config.ts` of an app extends this with its own. */
export const appSettings = webSettings.extend(retrySettings);

export type AppSettings = Readonly<z.output<typeof appSettings>>;
