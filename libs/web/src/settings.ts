import { publicAddress, serviceSettings } from '@todoke/service';
import { z } from 'zod';
import { addressesIn, menuOf } from './menu/menu-of.js';
import type { WebAppOptions } from './options.js';
import { defaultSupportPhone } from './pages/shell.js';
import { lifetimeSettings } from './sessions/lifetimes.js';
import type { SignInOptions } from './sign-in/sign-in-options.js';

/** The settings of every service with pages. An app's config.ts extends this with its own. */
export const webSettings = serviceSettings.extend({
  SESSION_SECRET: z.string().min(32),
  /** The issuer as browsers see it. */
  OIDC_ISSUER: z.url(),
  /** The issuer as this process reaches it, where that is another address. */
  OIDC_BACKCHANNEL_URL: z.url().optional(),
  OIDC_CLIENT_SECRET: z.string().min(16),
  SUPPORT_PHONE: z.string().default(defaultSupportPhone),
  /** The services as browsers see them: the menu leads to all of them. */
  REGISTRATION_URL: publicAddress,
  APPROVAL_URL: publicAddress,
  ACCOUNTS_URL: publicAddress,
  NOTIFICATIONS_URL: publicAddress,
  REPORTING_URL: publicAddress,
  ...lifetimeSettings,
  /**
   * Number of trusted proxies in front. Without one X-Forwarded-For, X-Correlation-Id and traceparent are ignored; with
   * one, it sets them or drops them.
   */
  PROXIES: z.coerce.number().int().min(0).max(5).optional(),
});

export type WebSettings = Readonly<z.output<typeof webSettings>>;

/** The options of `createWebApp` that follow from the settings. */
export const webOptions = (service: string, settings: WebSettings): WebAppOptions => ({
  service,
  publicUrl: settings.PUBLIC_URL,
  databaseUrl: settings.DATABASE_URL,
  sessionSecret: settings.SESSION_SECRET,
  supportPhone: settings.SUPPORT_PHONE,
  navigation: (person) => menuOf(person, service, addressesIn(settings)),
  sessionMinutes: { idle: settings.SESSION_IDLE_MINUTES, longest: settings.SESSION_LONGEST_MINUTES },
  ...(settings.PROXIES !== undefined && { proxies: settings.PROXIES }),
});

/** The options of `SignInModule.forRoot`; the client's id is the service's name. */
export const signInOptions = (service: string, settings: WebSettings): SignInOptions => ({
  issuer: settings.OIDC_ISSUER,
  ...(settings.OIDC_BACKCHANNEL_URL !== undefined && { backchannelUrl: settings.OIDC_BACKCHANNEL_URL }),
  clientId: service,
  clientSecret: settings.OIDC_CLIENT_SECRET,
  publicUrl: settings.PUBLIC_URL,
});
