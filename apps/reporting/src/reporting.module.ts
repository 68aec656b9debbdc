import { type DynamicModule, Inject, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { fileURLToPath } from 'node:url';
import { databaseCheck } from '@todoke/database';
import { MessagingModule } from '@todoke/messaging';
import { type Clock, HealthChecks, ServiceModule } from '@todoke/service';
import { SignInModule } from '@todoke/web';
import { CONFIG, type Config } from './config.js';
import { HomePageController } from './pages/home.page.js';
import { ReportPageController } from './pages/reports/report.page.js';
import { Databases } from './persistence/databases.js';
import { Homes } from './persistence/homes.js';
import { reactions } from './reactions/index.js';

const service = 'reporting';
const appFolder = fileURLToPath(new URL('..', import.meta.url));

/** What is reported and counted, and the home of everybody who is signed in. */
@Module({})
export class ReportingModule implements OnApplicationBootstrap {
  constructor(
    @Inject(HealthChecks) private readonly health: HealthChecks,
    @Inject(Databases) private readonly databases: Databases,
  ) {}

  static forRoot(settings: Config, clock: Clock): DynamicModule {
    const databases = new Databases(settings);
    return {
      module: ReportingModule,
      imports: [
        ServiceModule.forRoot({ service, clock }),
        MessagingModule.forRoot({
          service,
          natsUrl: settings.NATS_URL,
          workerUrl: settings.DATABASE_WORKER_URL,
          transactions: (work) => databases.inTransaction(work),
          reactions,
        }),
        SignInModule.forRoot({
          issuer: settings.OIDC_ISSUER,
          backchannelUrl: settings.OIDC_BACKCHANNEL_URL,
          clientId: service,
          clientSecret: settings.OIDC_CLIENT_SECRET,
          publicUrl: settings.PUBLIC_URL,
        }),
      ],
      controllers: [HomePageController, ReportPageController],
      providers: [
        { provide: CONFIG, useValue: settings },
        { provide: Databases, useFactory: () => databases },
        Homes,
      ],
    };
  }

  onApplicationBootstrap(): void {
    this.health.add(databaseCheck(this.databases.worker, appFolder));
  }
}
