import {
  type DynamicModule,
  Module,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type OnModuleDestroy,
  type Type,
} from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { RunInTransaction, RunStatement, SqlTransaction } from '@todoke/database';
import { HealthChecks, LOGGER, type Logger, Metrics } from '@todoke/service';
import { type Answering, answersOf } from './answers.js';
import { DeadLetters } from './dead-letters.js';
import { Inbox } from './inbox.js';
import { JetStreamStrategy } from './jetstream-strategy.js';
import { MessagingMetrics } from './messaging-metrics.js';
import { NatsLink } from './nats-link.js';
import { OutboxRelay } from './outbox-relay.js';
import { Questions } from './questions.js';
import { ReactionTable } from './reaction-table.js';
import { hearsOf, type Modules } from './reactions.js';
import { reactionsController } from './reactions-controller.js';
import { Responder } from './responder.js';
import { type RetrySettings, usualRetries } from './retry-policy.js';

/** Finds a provider of the service. @throws where no provider has that token */
export type GetProvider = <Provider>(token: Type<Provider> | string | symbol) => Provider;

export interface MessagingOptions<Transaction extends SqlTransaction, Parts = unknown> {
  readonly service: string;
  readonly natsUrl: string;
  /** Connection URL of the role that reads the outbox and runs reactions. */
  readonly workerUrl: string;
  readonly transactions: RunInTransaction<Transaction>;
  /** Default: a transaction of its own for each statement. */
  readonly inOneStatement?: RunStatement;
  /** Module → table of reactions. */
  readonly modules: Modules<Transaction, Parts>;
  /** Questions of other services that it answers. */
  readonly answers?: readonly Answering<never>[];
  /** Makes what reactions and answers get as their last argument, when all providers of the service exist. */
  readonly parts?: (get: GetProvider) => Parts;
  /** Number of partitions: ordering keys that are worked on at once. Each takes a database connection. */
  readonly partitions?: number;
  readonly retries?: RetrySettings;
}

const alone =
  (transactions: RunInTransaction): RunStatement =>
  ({ text, values }) =>
    transactions(async (transaction) => void (await transaction.$queryRawUnsafe(text, ...values)));

/** Outbox relay, JetStream consumers, dead letters, questions and answers of one service. Needs ServiceModule. */
@Module({})
export class MessagingModule implements OnApplicationBootstrap, OnModuleDestroy, OnApplicationShutdown {
  constructor(
    private readonly relay: OutboxRelay,
    private readonly strategy: JetStreamStrategy,
    private readonly responder: Responder,
    private readonly nats: NatsLink,
    private readonly health: HealthChecks,
  ) {}

  static forRoot<Transaction extends SqlTransaction, Parts = unknown>(
    options: MessagingOptions<Transaction, Parts>,
  ): DynamicModule {
    const { service, natsUrl, workerUrl, transactions, modules, partitions = 3, retries = usualRetries } = options;
    const table = new ReactionTable(modules);
    const { inOneStatement = alone(transactions), answers = [] } = options;
    answersOf(answers);
    const inbox = new Inbox(transactions, inOneStatement);
    const makeParts = (ref: ModuleRef) => () => options.parts?.((token) => ref.get(token, { strict: false }));
    const provided = [
      { provide: NatsLink, useFactory: () => new NatsLink(natsUrl, service) },
      {
        provide: MessagingMetrics,
        inject: [Metrics],
        useFactory: (metrics: Metrics) => new MessagingMetrics(metrics, transactions as RunInTransaction),
      },
      { provide: DeadLetters, useFactory: () => new DeadLetters(transactions) },
      {
        provide: OutboxRelay,
        inject: [NatsLink, LOGGER, MessagingMetrics],
        useFactory: (nats: NatsLink, logger: Logger, metrics: MessagingMetrics) =>
          new OutboxRelay({ service, workerUrl, poll: retries.outboxPoll }, nats, logger, metrics),
      },
      {
        provide: JetStreamStrategy,
        inject: [ModuleRef, NatsLink, DeadLetters, LOGGER, MessagingMetrics],
        useFactory: (ref: ModuleRef, nats: NatsLink, dead: DeadLetters, logger: Logger, metrics: MessagingMetrics) => {
          const strategy = { service, partitions, retries, table, hears: hearsOf(modules), parts: makeParts(ref) };
          return new JetStreamStrategy(strategy, inbox as Inbox, nats, dead, logger, metrics);
        },
      },
      {
        provide: Questions,
        inject: [NatsLink, LOGGER, MessagingMetrics],
        useFactory: (nats: NatsLink, logger: Logger, metrics: MessagingMetrics) =>
          new Questions(retries.answeredWithin, nats, logger, metrics),
      },
      {
        provide: Responder,
        inject: [ModuleRef, NatsLink, LOGGER, MessagingMetrics],
        useFactory: (ref: ModuleRef, nats: NatsLink, logger: Logger, metrics: MessagingMetrics) =>
          new Responder(service, answers, makeParts(ref), nats, logger, metrics),
      },
    ];
    return {
      module: MessagingModule,
      global: true,
      controllers: Object.entries(modules).map(([module, hearings]) => reactionsController(module, hearings)),
      providers: provided,
      exports: provided,
    };
  }

  onApplicationBootstrap(): void {
    this.health.add(this.nats.check());
    this.relay.start();
    this.responder.start();
  }

  /** Stops consuming before anything else stops. Events that reactions announce meanwhile are still published. */
  async onModuleDestroy(): Promise<void> {
    this.nats.giveUp();
    await Promise.all([this.strategy.close(), this.responder.stop()]);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.relay.stop();
    await this.nats.close();
  }
}

/** Connects the app's reactions to JetStream; `serve` starts them. */
export function connectEvents(app: NestFastifyApplication): void {
  // Guards, pipes and filters are those of pages, and must not apply to events.
  app.connectMicroservice({ strategy: app.get(JetStreamStrategy) }, { inheritAppConfig: false });
}
