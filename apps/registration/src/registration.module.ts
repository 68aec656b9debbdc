import { type DynamicModule, Inject, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { databaseCheck } from '@todoke/database';
import { MessagingModule } from '@todoke/messaging';
import { HealthChecks, ServiceModule } from '@todoke/service';
import { SignInModule } from '@todoke/web';
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

/** The app's folder, where its migrations are. */
const folder = new URL('..', import.meta.url).pathname;

/** The whole service; `config` decides what it talks to. */
@Module({})
export class RegistrationModule implements OnApplicationBootstrap {
  constructor(
    @Inject(HealthChecks) private readonly health: HealthChecks,
    @Inject(AppDatabase) private readonly database: AppDatabase,
  ) {}

  static forRoot(config: Config): DynamicModule {
    const { DATABASE_URL, DATABASE_WORKER_URL, DATABASE_POOL_SIZE, clock } = config;
    const worker = new WorkerDatabase(DATABASE_WORKER_URL, DATABASE_POOL_SIZE);
    return {
      module: RegistrationModule,
      imports: [
        ServiceModule.forRoot({ service: 'registration', clock }),
        MessagingModule.forRoot({
          service: 'registration',
          natsUrl: config.NATS_URL,
          workerUrl: DATABASE_WORKER_URL,
          transactions: worker.transaction,
          reactions,
        }),
        SignInModule.forRoot(signIn(config)),
      ],
      controllers: [...pages, ...http],
      providers: [
        ...actions,
        ...persistence,
        Journey,
        RobotCheck,
        ApplicationPdf,
        { provide: CONFIG, useValue: config },
        { provide: AppDatabase, useFactory: () => new AppDatabase(DATABASE_URL, DATABASE_POOL_SIZE) },
        { provide: WorkerDatabase, useFactory: () => worker },
        { provide: KeyedHashes, useFactory: () => new KeyedHashes(config.CHALLENGE_SECRET) },
        { provide: CodeSeal, useFactory: () => new CodeSeal(config.SEALING_PUBLIC_KEYS) },
      ],
    };
  }

  onApplicationBootstrap(): void {
    this.health.add(databaseCheck(this.database.client, folder));
  }
}

const signIn = (config: Config) => ({
  issuer: config.OIDC_ISSUER,
  clientId: 'registration',
  clientSecret: config.OIDC_CLIENT_SECRET,
  publicUrl: config.PUBLIC_URL,
  home: '/admin',
  ...(config.OIDC_BACKCHANNEL_URL !== undefined && { backchannelUrl: config.OIDC_BACKCHANNEL_URL }),
});
