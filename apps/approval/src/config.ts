import { environment, serviceSettings } from '@todoke/service';
import { z } from 'zod';

const settings = serviceSettings.extend({
  SESSION_SECRET: z.string().min(32),
  OIDC_ISSUER: z.url(),
  OIDC_BACKCHANNEL_URL: z.url().optional(),
  OIDC_CLIENT_SECRET: z.string().min(1),
  /** Home of everybody who is signed in; the navigation leads there. */
  REPORTING_URL: z.url(),
  SUPPORT_PHONE: z.string().default('0570-783-872'),
});

export type Config = Readonly<z.output<typeof settings>>;

/** @throws ConfigurationError naming what is missing or wrong */
export const config = (source?: NodeJS.ProcessEnv): Config => environment(settings, source);
