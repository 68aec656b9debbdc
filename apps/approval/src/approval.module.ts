import { fileURLToPath } from 'node:url';
import { type DynamicModule, Module } from '@nestjs/common';
import { MessagingModule } from '@todoke/messaging';
import { type Clock, ServiceModule } from '@todoke/service';
import { SignInModule, signInOptions } from '@todoke/web';
import { ApproveApplication } from './reviews/actions/approve-application.js';
import { FileProxyApplication } from './proxy/actions/file-proxy-application.js';
import { RejectApplication } from './reviews/actions/reject-application.js';
import type { Config } from './config.js';
import { ApplicationPageController } from './reviews/pages/applications/application.page.js';
import { ListPageController } from './reviews/pages/list.page.js';
import { ProxyPageController } from './proxy/pages/proxy.page.js';
import { Databases } from './persistence/databases.js';
import { Dossiers } from './reviews/persistence/dossiers.js';
import { Reviews } from './reviews/persistence/reviews.js';
import { reactions } from './reviews/reactions/index.js';

export const service = 'approval';
const appFolder = fileURLToPath(new URL('..', import.meta.url));

/** The prefectures' side: reviews of applications and the decisions on them. */
@Module({})
export class ApprovalModule {
  static forRoot(settings: Config, clock: Clock): DynamicModule {
    const databases = new Databases(settings);
    const reviews = new Reviews(databases);
    return {
      module: ApprovalModule,
      imports: [
        ServiceModule.forRoot({ service, clock, checks: [databases.check(appFolder)] }),
        MessagingModule.forRoot({
          service,
          natsUrl: settings.NATS_URL,
          workerUrl: settings.DATABASE_WORKER_URL,
          transactions: databases.inTransaction,
          reactions: reactions(reviews),
        }),
        SignInModule.forRoot(signInOptions(service, settings)),
      ],
      controllers: [ListPageController, ApplicationPageController, ProxyPageController],
      providers: [
        { provide: Databases, useFactory: () => databases },
        { provide: Reviews, useFactory: () => reviews },
        Dossiers,
        ApproveApplication,
        RejectApplication,
        FileProxyApplication,
      ],
    };
  }
}
