import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import {
  type BeforeApplicationShutdown,
  type DynamicModule,
  Inject,
  Module,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { MessagingModule } from '@todoke/messaging';
import { type Clock, HealthChecks, LOGGER, type Logger, Metrics, ServiceModule } from '@todoke/service';
import { SignInModule, signInOptions } from '@todoke/web';
import { QueueKeeper } from './queue/actions/keep-queue.js';
import { MailSender, type SenderNeeds, type SenderSettings } from './queue/actions/send-mails.js';
import { type Config, linksOf, mailSettingsOf } from './config.js';
import { MailMetrics } from './queue/mail-metrics.js';
import { compileMails, type MailCatalogue } from './mails/index.js';
import { QueuePageController } from './queue/pages/queue.page.js';
import { Databases } from './persistence/databases.js';
import { reactions } from './queue/reactions/index.js';
import { SmtpServer } from './queue/smtp/smtp-server.js';

export const service = 'notifications';
const appFolder = fileURLToPath(new URL('..', import.meta.url));

/** Mails: queued by events, sent, and known to be accepted or not. */
@Module({})
export class NotificationsModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    @Inject(HealthChecks) private readonly health: HealthChecks,
    @Inject(MailSender) private readonly sender: MailSender,
    @Inject(QueueKeeper) private readonly keeper: QueueKeeper,
  ) {}

  static forRoot(settings: Config, clock: Clock): DynamicModule {
    const databases = new Databases(settings);
    const links = linksOf(settings);
    const mails = compileMails(mailSettingsOf(settings), links);
    const sending: { sender?: MailSender } = {};
    const queued = (): void => sending.sender?.nudge();
    return {
      module: NotificationsModule,
      imports: [
        ServiceModule.forRoot({ service, clock, checks: [databases.check(appFolder)] }),
        MessagingModule.forRoot({
          service,
          natsUrl: settings.NATS_URL,
          workerUrl: settings.DATABASE_WORKER_URL,
          transactions: databases.inTransaction,
          reactions: reactions({ clock, links, queued }),
        }),
        SignInModule.forRoot(signInOptions(service, settings)),
      ],
      controllers: [QueuePageController],
      providers: [
        { provide: Databases, useFactory: () => databases },
        {
          provide: MailMetrics,
          inject: [Metrics],
          useFactory: (metrics: Metrics) => new MailMetrics(metrics, databases.worker, clock),
        },
        {
          provide: MailSender,
          inject: [LOGGER, MailMetrics],
          useFactory: (logger: Logger, metrics: MailMetrics) =>
            (sending.sender = new MailSender(
              senderSettings(settings),
              senderNeeds({ settings, databases, mails, clock, logger, metrics }),
            )),
        },
        {
          provide: QueueKeeper,
          inject: [LOGGER],
          useFactory: (logger: Logger) =>
            new QueueKeeper(
              { every: settings.MAIL_ROUND_MS, keepDays: settings.MAIL_KEEP_DAYS },
              {
                database: databases.worker,
                transactions: databases.inTransaction,
                clock,
                logger,
                released: queued,
              },
            ),
        },
      ],
    };
  }

  onApplicationBootstrap(): void {
    const smtp = (): 'ok' | 'unavailable' => (this.sender.unavailableSince === undefined ? 'ok' : 'unavailable');
    this.health.add({ name: 'smtp', required: false, check: smtp });
    this.sender.start();
    this.keeper.start();
  }

  /** While events still go out, so that what becomes known in the last moments is told. */
  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all([this.sender.stop(), this.keeper.stop()]);
  }
}

const senderSettings = (settings: Config): SenderSettings => ({
  owner: randomUUID(),
  slots: settings.SMTP_MAX_CONNECTIONS,
  lease: settings.MAIL_LEASE_MS,
  sendTimeout: settings.SMTP_SEND_TIMEOUT_MS,
  drain: settings.MAIL_DRAIN_MS,
  poll: settings.MAIL_POLL_MS,
  retry: { first: settings.MAIL_RETRY_FIRST_MS, longest: settings.MAIL_RETRY_LONGEST_MS },
  // A greeting is cheap: a server that comes back is noticed within half a minute.
  greeting: {
    first: Math.min(1_000, settings.MAIL_RETRY_FIRST_MS),
    longest: Math.min(30_000, settings.MAIL_RETRY_LONGEST_MS),
  },
});

interface Parts {
  settings: Config;
  databases: Databases;
  mails: MailCatalogue;
  clock: Clock;
  logger: Logger;
  metrics: MailMetrics;
}

const senderNeeds = ({ settings, databases, mails, clock, logger, metrics }: Parts): SenderNeeds => ({
  database: databases.worker,
  transactions: databases.inTransaction,
  smtp: new SmtpServer({
    url: settings.SMTP_URL,
    maxConnections: settings.SMTP_MAX_CONNECTIONS,
    maxMessages: settings.SMTP_MAX_MESSAGES,
    sendTimeout: settings.SMTP_SEND_TIMEOUT_MS,
  }),
  letters: {
    mails,
    links: linksOf(settings),
    sender: { name: settings.SENDER_NAME, address: settings.SENDER_ADDRESS },
    privateKeys: settings.SEALING_PRIVATE_KEYS,
  },
  clock,
  logger,
  measured: (code, handover, seconds) => metrics.attempt(code, handover, seconds),
});
