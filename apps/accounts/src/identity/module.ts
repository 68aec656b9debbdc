import { defineModule } from '@todoke/composition';
import { LOGGER, type Logger, SETTINGS } from '@todoke/service';
import { RobotCheck, robotCheckAssets, robotCheckEndpoint } from '@todoke/web';
import Provider from 'oidc-provider';
import type { Config } from '../config.js';
import { Databases } from '../persistence/databases.js';
import { RequestReset } from './actions/request-reset.js';
import { SetPassword } from './actions/set-password.js';
import { SignIn } from './actions/sign-in.js';
import { AttemptHasher } from './credentials/attempt-hasher.js';
import { KnownBrowsers } from './credentials/known-browsers.js';
import { robotCheckKeys } from './credentials/robot-check-keys.js';
import { forgetWhatExpired } from './jobs/forget-what-expired.js';
import { sendLogouts } from './jobs/send-logouts.js';
import { DestinationsPage } from './pages/destinations/destinations.page.js';
import { LoginPage } from './pages/login/login.page.js';
import { robotCheckAddress } from './pages/pause.js';
import { PasswordPage } from './pages/password/password.page.js';
import { PasswordResetPage } from './pages/password-reset/password-reset.page.js';
import { mountProvider } from './provider/mount.js';
import { createProvider } from './provider/provider.js';

/** People, their credentials and sessions, and the OpenID Provider at which all services sign them in. */
export const identity = defineModule<Config>({
  name: 'identity',
  pages: [LoginPage, PasswordPage, PasswordResetPage, DestinationsPage],
  endpoints: [robotCheckEndpoint(robotCheckAddress)],
  providers: [
    SignIn,
    SetPassword,
    RequestReset,
    {
      provide: Provider,
      inject: [SETTINGS, Databases, LOGGER],
      useFactory: (settings: Config, { app }: Databases, logger: Logger) => createProvider(settings, app, logger),
    },
    {
      provide: AttemptHasher,
      inject: [SETTINGS],
      useFactory: ({ SESSION_SECRET }: Config) => new AttemptHasher(SESSION_SECRET),
    },
    {
      provide: KnownBrowsers,
      inject: [SETTINGS],
      useFactory: ({ SESSION_SECRET }: Config) => new KnownBrowsers(SESSION_SECRET),
    },
    {
      provide: RobotCheck,
      inject: [SETTINGS],
      useFactory: ({ SESSION_SECRET }: Config) => new RobotCheck(robotCheckKeys(SESSION_SECRET)),
    },
  ],
  jobs: [sendLogouts, forgetWhatExpired],
  assets: new URL('./assets/', import.meta.url),
  packageAssets: robotCheckAssets,
  web: ({ publicUrls, OIDC_ISSUER }) => ({
    // A sign-in that began at another service leads back there.
    formActions: Object.values(publicUrls),
    csrfExempt: [new URL(OIDC_ISSUER).pathname],
  }),
  mount: (app, { get }) => mountProvider(app, get(Provider)),
});
