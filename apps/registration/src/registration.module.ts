import { fileURLToPath } from 'node:url';
import { type DynamicModule, Module } from '@nestjs/common';
import { databaseCheck } from '@todoke/database';
import { MessagingModule } from '@todoke/messaging';
import { type Clock, ServiceModule } from '@todoke/service';
import { SignInModule, signInOptions } from '@todoke/web';
import { EnterAddress } from './actions/enter-address.js';
import { EraseOld } from './actions/erase-old.js';
import { KeepValues } from './actions/keep-values.js';
import { RequestCode } from './actions/request-code.js';
import { SubmitApplication } from './actions/submit-application.js';
import { VerifyCode } from './actions/verify-code.js';
import { CONFIG, type Config } from './config.js';
import { ApplicationPdfController } from './http/application-pdf.controller.js';
import { CodeMailController } from './http/code-mail.controller.js';
import { PostalCodesController } from './http/postal-codes.controller.js';
import { RobotCheckController } from './http/robot-check.controller.js';
import { AdminPage } from './pages/admin/admin.page.js';
import { AgreementsPage } from './pages/agreements/agreements.page.js';
import { ContactPointsPage } from './pages/contact-points/contact-points.page.js';
import { HomePage } from './pages/home.page.js';
import { AddressPage } from './pages/user-Registration-Form/address.page.js';
import { ApplicationPage } from './pages/user-Registration-Form/application/application.page.js';
import { CodePage } from './pages/user-Registration-Form/code/code.page.js';
import { CompletePage } from './pages/user-Registration-Form/complete/complete.page.js';
import { ConfirmAddressPage } from './pages/user-Registration-Form/confirm-address/confirm-address.page.js';
import { ConfirmPage } from './pages/user-Registration-Form/confirm/confirm.page.js';
import { Journey } from './pages/user-Registration-Form/journey.js';
import { ApplicationPdf } from './pdf/application-pdf.js';
import { Applications } from './persistence/applications.js';
import { AppDatabase, WorkerDatabase } from './persistence/databases.js';
import { Desks } from './persistence/desks.js';
import { Drafts } from './persistence/drafts.js';
import { Erasure } from './persistence/erasure.js';
import { Texts } from './persistence/texts.js';
import { Throttles } from './persistence/throttles.js';
import { reactions } from './reactions/index.js';
import { RobotCheck } from './robot-check/robot-check.js';
import { CodeSeal } from './secrets/code-seal.js';
import { KeyedHashes } from './secrets/keyed-hashes.js';

const actions = [EnterAddress, RequestCode, VerifyCode, KeepValues, SubmitApplication, EraseOld];
const persistence = [Drafts, Applications, Texts, Desks, Throttles, Erasure];
const pages = [
  HomePage,
  AddressPage,
  ConfirmAddressPage,
  CodePage,
  ApplicationPage,
  ConfirmPage,
  CompletePage,
  ContactPointsPage,
  AgreementsPage,
  AdminPage,
];
const http = [RobotCheckController, PostalCodesController, CodeMailController, ApplicationPdfController];

export const service = 'registration';
const appFolder = fileURLToPath(new URL('..', import.meta.url));

/** The applicant's side: from a mail address to an application number. */
@Module({})
export class RegistrationModule {
  static forRoot(settings: Config, clock: Clock): DynamicModule {
    const { DATABASE_URL, DATABASE_WORKER_URL, DATABASE_POOL_SIZE } = settings;
    const app = new AppDatabase(DATABASE_URL, DATABASE_POOL_SIZE);
    const worker = new WorkerDatabase(DATABASE_WORKER_URL, DATABASE_POOL_SIZE);
    return {
      module: RegistrationModule,
      imports: [
        ServiceModule.forRoot({ service, clock, checks: [databaseCheck(app.client, appFolder)] }),
        MessagingModule.forRoot({
          service,
          natsUrl: settings.NATS_URL,
          workerUrl: DATABASE_WORKER_URL,
          transactions: worker.transaction,
          reactions,
        }),
        SignInModule.forRoot({ ...signInOptions(service, settings), home: '/admin' }),
      ],
      controllers: [...pages, ...http],
      providers: [
        ...actions,
        ...persistence,
        Journey,
        RobotCheck,
        ApplicationPdf,
        { provide: CONFIG, useValue: settings },
        { provide: AppDatabase, useFactory: () => app },
        { provide: WorkerDatabase, useFactory: () => worker },
        { provide: KeyedHashes, useFactory: () => new KeyedHashes(settings.CHALLENGE_SECRET) },
        { provide: CodeSeal, useFactory: () => new CodeSeal(settings.SEALING_PUBLIC_KEYS) },
      ],
    };
  }
}
