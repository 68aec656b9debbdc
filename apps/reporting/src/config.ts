import { environment, serviceSettings } from '@todoke/service';
import { z } from 'zod';

const settings = serviceSettings.extend({
  SESSION_SECRET: z.string().min(32),
  OIDC_ISSUER: z.url(),
  OIDC_BACKCHANNEL_URL: z.url().optional(),
  OIDC_CLIENT_SECRET: z.string().min(1),
  /** Where officials find their work; their home leads there. */
  APPROVAL_URL: z.url(),
  /** Where an institution without the permission applies. */
  REGISTRATION_URL: z.url(),
  SUPPORT_PHONE: z.string().default('0570-783-872'),
});

/** Nest token of the settings. */
export const CONFIG = Symbol('config');

export type Config = Readonly<z.output<typeof settings>>;

/** @throws ConfigurationError naming what is missing or wrong */
export const config = (source?: NodeJS.ProcessEnv): Config => environment(settings, source);
