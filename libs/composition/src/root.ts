import {
  type BeforeApplicationShutdown,
  type DynamicModule,
  Inject,
  Module,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { MessagingModule } from '@todoke/messaging';
import { HealthChecks, ServiceModule } from '@todoke/service';
import { SignInModule, signInOptions } from '@todoke/web';
import type { ServiceDefinition } from './definition.js';
import { type ModuleDefinition, nestModule, reactionsOf } from './module.js';
import { Parts } from './parts.js';
import type { AppSettings } from './settings.js';
import { repeating, type Worker } from './work.js';

const MODULES = Symbol('modules');

/** The root module of a service. Starts and stops the jobs and workers of its modules. */
@Module({})
class Root implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private workers: readonly Worker[] = [];

  constructor(
    @Inject(MODULES) private readonly modules: readonly ModuleDefinition[],
    private readonly parts: Parts,
    private readonly health: HealthChecks,
    providers: ModuleRef,
  ) {
    parts.comeFrom(providers);
  }

  onApplicationBootstrap(): void {
    const { parts } = this;
    for (const check of this.modules.flatMap(({ checks = [] }) => checks)) this.health.add(check(parts));
    this.workers = this.modules.flatMap(({ jobs = [], workers = [] }) => [
      ...jobs.map((job) => repeating(job, parts, parts.logger)),
      ...workers.map((worker) => parts.get(worker)),
    ]);
    for (const worker of this.workers) worker.start();
  }

  /** Runs before the event relay stops, so that events of the last rounds are still published. */
  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.stop()));
  }
}

/**
 * The root module for Nest: settings, messaging, sign-in, and the modules of the service.
 * @param folder of the app, with its migrations
 */
export function rootModule<Settings extends AppSettings>(
  { name: service, databases: Databases, modules, homeOfSignedIn }: ServiceDefinition<Settings>,
  folder: string,
  parts: Parts<Settings>,
): DynamicModule {
  const { settings, clock } = parts;
  const databases = new Databases(settings);
  const provided = [
    { provide: Parts, useValue: parts },
    { provide: Databases, useFactory: () => databases },
  ];
  return {
    module: Root,
    global: true,
    imports: [
      ServiceModule.forRoot({ service, clock, settings, checks: [databases.check(folder)] }),
      MessagingModule.forRoot({
        service,
        natsUrl: settings.NATS_URL,
        workerUrl: settings.DATABASE_WORKER_URL,
        transactions: databases.inTransaction,
        inOneStatement: databases.inOneStatement,
        modules: reactionsOf(modules),
        answers: modules.flatMap(({ answers }) => answers ?? []),
        retries: {
          longestWait: settings.EVENT_RETRY_LONGEST_MS,
          deliveries: settings.EVENT_RETRY_DELIVERIES,
          outboxPoll: settings.OUTBOX_POLL_MS,
          answeredWithin: settings.ANSWERED_WITHIN_MS,
        },
        parts: () => parts,
      }),
      SignInModule.forRoot({
        ...signInOptions(service, settings),
        ...(homeOfSignedIn !== undefined && { home: homeOfSignedIn }),
      }),
      ...modules.map(nestModule),
    ],
    providers: [...provided, { provide: MODULES, useValue: modules }],
    exports: provided,
  };
}
