import { defineModule } from '@todoke/composition';
import { CLOCK, type Clock, LOGGER, type Logger, SETTINGS } from '@todoke/service';
import { RobotCheck, robotCheckAssets, robotCheckEndpoint } from '@todoke/web';
import Provider from 'oidc-provider';
import type { Config } from '../config.js';
import { Databases } from '../persistence/databases.js';
import { CheckApiSecret } from './actions/check-api-secret.js';
import { IssueApiClient } from './actions/issue-api-client.js';
import { RenewApiSecret } from './actions/renew-api-secret.js';
import { RequestReset } from './actions/request-reset.js';
import { RevokeApiClient } from './actions/revoke-api-client.js';
import { SetPassword } from './actions/set-password.js';
import { SignIn } from './actions/sign-in.js';
import { AttemptHasher } from './credentials/attempt-hasher.js';
import { KnownBrowsers } from './credentials/known-browsers.js';
import { robotCheckKeys } from './credentials/robot-check-keys.js';
import { forgetWhatExpired } from './jobs/forget-what-expired.js';
import { sendLogouts } from './jobs/send-logouts.js';
import { ApiClientPage } from './pages/api-clients/api-client.page.js';
import { ApiClientsPage } from './pages/api-clients/api-clients.page.js';
import { DestinationsPage } from './pages/destinations/destinations.page.js';
import { LoginPage } from './pages/login/login.page.js';
import { robotCheckAddress } from './pages/pause.js';
import { PasswordPage } from './pages/password/password.page.js';
import { PasswordResetPage } from './pages/password-reset/password-reset.page.js';
import { mountProvider } from './provider/mount.js';
import { createProvider } from './provider/provider.js';

/**
 * People, their credentials and sessions, the OpenID Provider at which all services sign them in, and the systems of
 * prefectures that get tokens there.
 */
export const identity = defineModule<Config>({
  name: 'identity',
  pages: [LoginPage, PasswordPage, PasswordResetPage, DestinationsPage, ApiClientsPage, ApiClientPage],
  endpoints: [robotCheckEndpoint(robotCheckAddress)],
  providers: [
    SignIn,
    SetPassword,
    RequestReset,
    IssueApiClient,
    RenewApiSecret,
    RevokeApiClient,
    CheckApiSecret,
    {
      provide: Provider,
      inject: [SETTINGS, Databases, CheckApiSecret, CLOCK, LOGGER],
      useFactory: (config: Config, { app }: Databases, secrets: CheckApiSecret, clock: Clock, logger: Logger) =>
        createProvider({ config, database: app, secrets, clock, logger }),
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
