import { fileURLToPath } from 'node:url';
import { type DynamicModule, Module } from '@nestjs/common';
import { databaseCheck } from '@todoke/database';
import { MessagingModule } from '@todoke/messaging';
import { type Clock, ServiceModule } from '@todoke/service';
import { SignInModule, signInOptions } from '@todoke/web';
import { EnterAddress } from './applying/actions/enter-address.js';
import { EraseOld } from './applying/actions/erase-old.js';
import { KeepValues } from './applying/actions/keep-values.js';
import { RequestCode } from './applying/actions/request-code.js';
import { SubmitApplication } from './applying/actions/submit-application.js';
import { VerifyCode } from './applying/actions/verify-code.js';
import { CONFIG, type Config } from './config.js';
import { ApplicationPdfController } from './applying/http/application-pdf.controller.js';
import { CodeMailController } from './applying/http/code-mail.controller.js';
import { PostalCodesController } from './applying/http/postal-codes.controller.js';
import { RobotCheckController } from './applying/http/robot-check.controller.js';
import { AdminPage } from './administration/pages/admin.page.js';
import { AgreementsPage } from './applying/pages/agreements/agreements.page.js';
import { ContactPointsPage } from './contact-points/pages/contact-points.page.js';
import { HomePage } from './applying/pages/home.page.js';
import { AddressPage } from './applying/pages/user-Registration-Form/address.page.js';
import { ApplicationPage } from './applying/pages/user-Registration-Form/application/application.page.js';
import { CodePage } from './applying/pages/user-Registration-Form/code/code.page.js';
import { CompletePage } from './applying/pages/user-Registration-Form/complete/complete.page.js';
import { ConfirmAddressPage } from './applying/pages/user-Registration-Form/confirm-address/confirm-address.page.js';
import { ConfirmPage } from './applying/pages/user-Registration-Form/confirm/confirm.page.js';
import { Journey } from './applying/pages/user-Registration-Form/journey.js';
import { ApplicationPdf } from './applying/pdf/application-pdf.js';
import { Applications } from './applying/persistence/applications.js';
import { AppDatabase, WorkerDatabase } from './persistence/databases.js';
import { Desks } from './contact-points/persistence/desks.js';
import { Drafts } from './applying/persistence/drafts.js';
import { Erasure } from './applying/persistence/erasure.js';
import { Texts } from './administration/persistence/texts.js';
import { Throttles } from './applying/persistence/throttles.js';
import { reactions } from './status/reactions/index.js';
import { RobotCheck } from './applying/robot-check/robot-check.js';
import { CodeSeal } from './applying/secrets/code-seal.js';
import { KeyedHashes } from './applying/secrets/keyed-hashes.js';

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
