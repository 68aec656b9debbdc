import { defineModule } from '@todoke/composition';
import { CLOCK, type Clock, LOGGER, type Logger, SETTINGS } from '@todoke/service';
import Provider from 'oidc-provider';
import type { Config } from '../config.js';
import { Databases } from '../persistence/databases.js';
import { forgetWhatExpired } from './actions/forget-what-expired.js';
import { sendLogouts } from './actions/send-logouts.js';
import { KnownBrowsers } from './credentials/known-browsers.js';
import { DestinationsPage } from './pages/destinations/destinations.page.js';
import { LoginPage } from './pages/login/login.page.js';
import { PasswordPage } from './pages/password/password.page.js';
import { PasswordResetPage } from './pages/password-reset/password-reset.page.js';
import { AttemptHasher } from './persistence/attempts.js';
import { logoutSenderOf } from './provider/logout-sender.js';
import { mountProvider } from './provider/mount.js';
import { createProvider } from './provider/provider.js';
import { IdentityTools } from './tools.js';

const second = 1_000;

/** People, their credentials and sessions, and the OpenID Provider at which all services sign them in. */
export const identity = defineModule<Config>({
  name: 'identity',
  pages: [LoginPage, PasswordPage, PasswordResetPage, DestinationsPage],
  providers: [
    {
      provide: Provider,
      inject: [SETTINGS, Databases, LOGGER],
      useFactory: (settings: Config, { app }: Databases, logger: Logger) => createProvider(settings, app, logger),
    },
    { provide: IdentityTools, inject: [SETTINGS, Databases, CLOCK, LOGGER], useFactory: tools },
  ],
  jobs: [
    {
      name: 'send-logouts',
      every: second,
      round: ({ get, logger }) => sendLogouts(get(Databases).worker, logoutSenderOf(get(Provider)), logger),
    },
    {
      name: 'forget-what-expired',
      every: 600 * second,
      round: ({ get, clock, logger }) => forgetWhatExpired(get(Databases).worker, clock.now(), logger),
    },
  ],
  navigation: (person) => (person === undefined ? [] : [{ label: '接続先選択', href: '/destinations' }]),
  assets: new URL('./assets/', import.meta.url),
  web: ({ publicUrls, OIDC_ISSUER }) => ({
    // A sign-in that began at another service leads back there.
    formActions: Object.values(publicUrls),
    csrfExempt: [new URL(OIDC_ISSUER).pathname],
  }),
  mount: (app, { get }) => mountProvider(app, get(Provider)),
});

function tools(settings: Config, databases: Databases, clock: Clock, logger: Logger): IdentityTools {
  return new IdentityTools(
    databases,
    clock,
    new AttemptHasher(settings.SESSION_SECRET),
    new KnownBrowsers(settings.SESSION_SECRET),
    settings.SEALING_PUBLIC_KEYS,
    logger,
  );
}
