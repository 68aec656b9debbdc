import { fileURLToPath } from 'node:url';
import { type DynamicModule, Inject, Module, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { databaseCheck } from '@todoke/database';
import { MessagingModule } from '@todoke/messaging';
import { type Clock, HealthChecks, LOGGER, type Logger, ServiceModule } from '@todoke/service';
import { SignInModule } from '@todoke/web';
import Provider from 'oidc-provider';
import { CONFIG, type Config } from './config.js';
import { identityPages } from './identity/pages/index.js';
import { AttemptHasher } from './identity/persistence/attempts.js';
import { logoutSenderOf } from './identity/provider/logout-sender.js';
import { createProvider } from './identity/provider/provider.js';
import { IdentityTools } from './identity/tools.js';
import { guidanceDueAfter } from './issuance/index.js';
import { issuancePages } from './issuance/pages/index.js';
import { IssuanceTools } from './issuance/tools.js';
import { Jobs } from './jobs/jobs.js';
import { PeopleDatabase, WorkerDatabase } from './persistence/database.js';
import { reactions } from './reactions/index.js';

export const service = 'accounts';
const appFolder = fileURLToPath(new URL('..', import.meta.url));

/** OpenID Provider, institutions' master and issuance: identity, institutions and issuance meet here and nowhere else. */
@Module({})
export class AccountsModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    @Inject(HealthChecks) private readonly health: HealthChecks,
    @Inject(PeopleDatabase) private readonly people: PeopleDatabase,
    @Inject(WorkerDatabase) private readonly worker: WorkerDatabase,
  ) {}

  static forRoot(config: Config, clock: Clock): DynamicModule {
    const people = new PeopleDatabase(config.DATABASE_URL, config.DATABASE_POOL_SIZE);
    const worker = new WorkerDatabase(config.DATABASE_WORKER_URL, config.DATABASE_POOL_SIZE);
    const due = guidanceDueAfter(config.GUIDANCE_MAIL_WAIT);
    return {
      module: AccountsModule,
      imports: [
        ServiceModule.forRoot({ service, clock }),
        MessagingModule.forRoot({
          service,
          natsUrl: config.NATS_URL,
          workerUrl: config.DATABASE_WORKER_URL,
          transactions: (work) => worker.transaction(work),
          reactions: reactions({ clock, due }),
        }),
        SignInModule.forRoot(signInOf(config)),
      ],
      controllers: [...identityPages, ...issuancePages],
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: PeopleDatabase, useFactory: () => people },
        { provide: WorkerDatabase, useFactory: () => worker },
        { provide: Provider, inject: [LOGGER], useFactory: (logger: Logger) => createProvider(config, people, logger) },
        { provide: IdentityTools, inject: [LOGGER], useFactory: (logger: Logger) => identityTools(config, people, clock, logger) },
        { provide: IssuanceTools, useFactory: () => new IssuanceTools(people, clock, due) },
        {
          provide: Jobs,
          inject: [Provider, LOGGER],
          useFactory: (provider: Provider, logger: Logger) =>
            new Jobs({
              database: worker,
              clock,
              logger,
              sealingKeys: config.SEALING_PUBLIC_KEYS,
              logouts: logoutSenderOf(provider),
            }),
        },
      ],
    };
  }

  onApplicationBootstrap(): void {
    this.health.add(databaseCheck(this.people.sql, appFolder));
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.people.close(), this.worker.close()]);
  }
}

/** Its own pages sign people in as any other service does. */
const signInOf = (config: Config) => ({
  issuer: config.OIDC_ISSUER,
  ...(config.OIDC_BACKCHANNEL_URL && { backchannelUrl: config.OIDC_BACKCHANNEL_URL }),
  clientId: service,
  clientSecret: config.OIDC_CLIENT_SECRET,
  publicUrl: config.PUBLIC_URL,
  home: '/destinations',
});

const identityTools = (config: Config, people: PeopleDatabase, clock: Clock, logger: Logger): IdentityTools =>
  new IdentityTools(people, clock, new AttemptHasher(config.SESSION_SECRET), config.SEALING_PUBLIC_KEYS, logger);
