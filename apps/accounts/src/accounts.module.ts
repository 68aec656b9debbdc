import { fileURLToPath } from 'node:url';
import { type DynamicModule, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { databaseCheck } from '@todoke/database';
import { MessagingModule } from '@todoke/messaging';
import { type Clock, LOGGER, type Logger, ServiceModule } from '@todoke/service';
import { SignInModule, signInOptions } from '@todoke/web';
import Provider from 'oidc-provider';
import { CONFIG, type Config } from './config.js';
import { identityPages } from './identity/pages/index.js';
import { KnownBrowsers } from './identity/credentials/known-browsers.js';
import { AttemptHasher } from './identity/persistence/attempts.js';
import { logoutSenderOf } from './identity/provider/logout-sender.js';
import { createProvider } from './identity/provider/provider.js';
import { IdentityTools } from './identity/tools.js';
import { guidanceDueAfter } from './issuance/index.js';
import { issuancePages } from './issuance/pages/index.js';
import { IssuanceTools } from './issuance/tools.js';
import { Jobs } from './jobs/jobs.js';
import { PeopleDatabase, WorkerDatabase } from './persistence/databases.js';
import { reactions } from './issuance/reactions/index.js';

export const service = 'accounts';
const appFolder = fileURLToPath(new URL('..', import.meta.url));

/** OpenID Provider, institutions' master and issuance; the three modules meet here and nowhere else. */
@Module({})
export class AccountsModule implements OnApplicationShutdown {
  constructor(
    @Inject(PeopleDatabase) private readonly people: PeopleDatabase,
    @Inject(WorkerDatabase) private readonly worker: WorkerDatabase,
  ) {}

  static forRoot(settings: Config, clock: Clock): DynamicModule {
    const people = new PeopleDatabase(settings.DATABASE_URL, settings.DATABASE_POOL_SIZE);
    const worker = new WorkerDatabase(settings.DATABASE_WORKER_URL, settings.DATABASE_POOL_SIZE);
    const due = guidanceDueAfter(settings.GUIDANCE_MAIL_WAIT);
    return {
      module: AccountsModule,
      imports: [
        ServiceModule.forRoot({ service, clock, checks: [databaseCheck(people.sql, appFolder)] }),
        MessagingModule.forRoot({
          service,
          natsUrl: settings.NATS_URL,
          workerUrl: settings.DATABASE_WORKER_URL,
          transactions: (work) => worker.transaction(work),
          reactions: reactions({ clock, due }),
        }),
        // Its own pages sign people in as any other service does.
        SignInModule.forRoot({ ...signInOptions(service, settings), home: '/destinations' }),
      ],
      controllers: [...identityPages, ...issuancePages],
      providers: [
        { provide: CONFIG, useValue: settings },
        { provide: PeopleDatabase, useFactory: () => people },
        { provide: WorkerDatabase, useFactory: () => worker },
        {
          provide: Provider,
          inject: [LOGGER],
          useFactory: (logger: Logger) => createProvider(settings, people, logger),
        },
        {
          provide: IdentityTools,
          inject: [LOGGER],
          useFactory: (logger: Logger) => identityTools(settings, people, clock, logger),
        },
        { provide: IssuanceTools, useFactory: () => new IssuanceTools(people, clock, due) },
        {
          provide: Jobs,
          inject: [Provider, LOGGER],
          useFactory: (provider: Provider, logger: Logger) =>
            new Jobs({
              database: worker,
              clock,
              logger,
              sealingKeys: settings.SEALING_PUBLIC_KEYS,
              logouts: logoutSenderOf(provider),
            }),
        },
      ],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.people.close(), this.worker.close()]);
  }
}

const identityTools = (settings: Config, people: PeopleDatabase, clock: Clock, logger: Logger): IdentityTools =>
  new IdentityTools(
    people,
    clock,
    new AttemptHasher(settings.SESSION_SECRET),
    new KnownBrowsers(settings.SESSION_SECRET),
    settings.SEALING_PUBLIC_KEYS,
    logger,
  );
