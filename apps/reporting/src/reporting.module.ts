import { fileURLToPath } from 'node:url';
import { type DynamicModule, Module } from '@nestjs/common';
import { MessagingModule } from '@todoke/messaging';
import { type Clock, ServiceModule } from '@todoke/service';
import { SignInModule, signInOptions } from '@todoke/web';
import { CONFIG, type Config } from './config.js';
import { HomePageController } from './home/pages/home.page.js';
import { ReportPageController } from './home/pages/reports/report.page.js';
import { Databases } from './persistence/databases.js';
import { Homes } from './home/persistence/homes.js';
import { reactions } from './home/reactions/index.js';

export const service = 'reporting';
const appFolder = fileURLToPath(new URL('..', import.meta.url));

/** What is reported and counted, and the home of everybody who is signed in. */
@Module({})
export class ReportingModule {
  static forRoot(settings: Config, clock: Clock): DynamicModule {
    const databases = new Databases(settings);
    return {
      module: ReportingModule,
      imports: [
        ServiceModule.forRoot({ service, clock, checks: [databases.check(appFolder)] }),
        MessagingModule.forRoot({
          service,
          natsUrl: settings.NATS_URL,
          workerUrl: settings.DATABASE_WORKER_URL,
          transactions: databases.inTransaction,
          reactions,
        }),
        SignInModule.forRoot(signInOptions(service, settings)),
      ],
      controllers: [HomePageController, ReportPageController],
      providers: [
        { provide: CONFIG, useValue: settings },
        { provide: Databases, useFactory: () => databases },
        Homes,
      ],
    };
  }
}
