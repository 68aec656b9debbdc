import { defineModule } from '@todoke/composition';
import { SETTINGS } from '@todoke/service';
import { RobotCheck, robotCheckAssets, robotCheckEndpoint } from '@todoke/web';
import type { Config } from '../config.js';
import { EnterAddress } from './actions/enter-address.js';
import { FormMetrics } from './form-metrics.js';
import { eraseOld } from './jobs/erase-old.js';
import { KeepValues } from './actions/keep-values.js';
import { RequestCode } from './actions/request-code.js';
import { SubmitApplication } from './actions/submit-application.js';
import { VerifyCode } from './actions/verify-code.js';
import { ApplicationPdfEndpoint } from './http/application-pdf.endpoint.js';
import { CodeMailEndpoint } from './http/code-mail.endpoint.js';
import { PostalCodesEndpoint } from './http/postal-codes.endpoint.js';
import { AgreementsPage } from './pages/agreements/agreements.page.js';
import { HomePage } from './pages/home.page.js';
import { AddressPage } from './pages/user-Registration-Form/address.page.js';
import { ApplicationPage } from './pages/user-Registration-Form/application/application.page.js';
import { CodePage } from './pages/user-Registration-Form/code/code.page.js';
import { CompletePage } from './pages/user-Registration-Form/complete/complete.page.js';
import { ConfirmAddressPage } from './pages/user-Registration-Form/confirm-address/confirm-address.page.js';
import { ConfirmPage } from './pages/user-Registration-Form/confirm/confirm.page.js';
import { FinishPage } from './pages/user-Registration-Form/finish/finish.page.js';
import { Journey } from './pages/user-Registration-Form/journey.js';
import { urls } from './pages/user-Registration-Form/urls.js';
import { ApplicationPdf } from './pdf/application-pdf.js';
import { reactions } from './reactions/index.js';
import { KeyedHashes } from './secrets/keyed-hashes.js';

/** The form: from a mail address to an application number (R1–R42). */
export const applying = defineModule<Config>({
  name: 'applying',
  pages: [
    HomePage,
    AddressPage,
    ConfirmAddressPage,
    CodePage,
    ApplicationPage,
    ConfirmPage,
    CompletePage,
    FinishPage,
    AgreementsPage,
  ],
  endpoints: [robotCheckEndpoint(urls.robotCheck), PostalCodesEndpoint, CodeMailEndpoint, ApplicationPdfEndpoint],
  providers: [
    EnterAddress,
    RequestCode,
    VerifyCode,
    KeepValues,
    SubmitApplication,
    Journey,
    FormMetrics,
    ApplicationPdf,
    {
      provide: KeyedHashes,
      inject: [SETTINGS],
      useFactory: (settings: Config) => new KeyedHashes(settings.CHALLENGE_SECRET),
    },
    {
      provide: RobotCheck,
      inject: [KeyedHashes],
      useFactory: (hashes: KeyedHashes) =>
        new RobotCheck({ challenge: hashes.keyFor('robot-check'), solution: hashes.keyFor('robot-check-key') }),
    },
  ],
  reactions,
  jobs: [eraseOld],
  footer: [
    { label: '利用規約', href: '/terms' },
    { label: 'プライバシーポリシー', href: '/privacy' },
  ],
  assets: new URL('./assets/', import.meta.url),
  packageAssets: robotCheckAssets,
});
