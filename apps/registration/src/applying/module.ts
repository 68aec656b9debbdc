import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { defineModule } from '@todoke/composition';
import { SETTINGS } from '@todoke/service';
import type { Config } from '../config.js';
import { EnterAddress } from './actions/enter-address.js';
import { eraseOld } from './jobs/erase-old.js';
import { KeepValues } from './actions/keep-values.js';
import { RequestCode } from './actions/request-code.js';
import { SubmitApplication } from './actions/submit-application.js';
import { VerifyCode } from './actions/verify-code.js';
import { ApplicationPdfEndpoint } from './http/application-pdf.endpoint.js';
import { CodeMailEndpoint } from './http/code-mail.endpoint.js';
import { PostalCodesEndpoint } from './http/postal-codes.endpoint.js';
import { RobotCheckEndpoint } from './http/robot-check.endpoint.js';
import { AgreementsPage } from './pages/agreements/agreements.page.js';
import { HomePage } from './pages/home.page.js';
import { AddressPage } from './pages/user-Registration-Form/address.page.js';
import { ApplicationPage } from './pages/user-Registration-Form/application/application.page.js';
import { CodePage } from './pages/user-Registration-Form/code/code.page.js';
import { CompletePage } from './pages/user-Registration-Form/complete/complete.page.js';
import { ConfirmAddressPage } from './pages/user-Registration-Form/confirm-address/confirm-address.page.js';
import { ConfirmPage } from './pages/user-Registration-Form/confirm/confirm.page.js';
import { Journey } from './pages/user-Registration-Form/journey.js';
import { ApplicationPdf } from './pdf/application-pdf.js';
import { reactions } from './reactions/index.js';
import { RobotCheck } from './robot-check/robot-check.js';
import { KeyedHashes } from './secrets/keyed-hashes.js';

const require = createRequire(import.meta.url);
const altcha = join(dirname(require.resolve('altcha/altcha.css')), '..');

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
    AgreementsPage,
  ],
  endpoints: [RobotCheckEndpoint, PostalCodesEndpoint, CodeMailEndpoint, ApplicationPdfEndpoint],
  providers: [
    EnterAddress,
    RequestCode,
    VerifyCode,
    KeepValues,
    SubmitApplication,
    Journey,
    RobotCheck,
    ApplicationPdf,
    {
      provide: KeyedHashes,
      inject: [SETTINGS],
      useFactory: (settings: Config) => new KeyedHashes(settings.CHALLENGE_SECRET),
    },
  ],
  reactions,
  jobs: [eraseOld],
  footer: [
    { label: '利用規約', href: '/terms' },
    { label: 'プライバシーポリシー', href: '/privacy' },
  ],
  assets: new URL('./assets/', import.meta.url),
  packageAssets: {
    'altcha/altcha.js': join(altcha, 'external/altcha.min.js'),
    'altcha/altcha.css': join(altcha, 'external/altcha.css'),
    'altcha/ja.js': join(altcha, 'i18n/ja.js'),
    'altcha/pbkdf2.js': join(altcha, 'workers/pbkdf2.js'),
    'fast-sha256/sha256.js': require.resolve('fast-sha256/sha256.min.js'),
  },
});
