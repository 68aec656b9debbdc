import { randomUUID } from 'node:crypto';
import { defineModule } from '@todoke/composition';
import { CLOCK, type Clock, LOGGER, type Logger, Metrics, SETTINGS } from '@todoke/service';
import type { Config } from '../config.js';
import { MailCatalogue } from '../mails/index.js';
import { Databases } from '../persistence/databases.js';
import { QueueKeeper } from './actions/keep-queue.js';
import { MailSender, type SenderSettings } from './actions/send-mails.js';
import { greetingPolicy } from './domain/retry-policy.js';
import { MailMetrics } from './mail-metrics.js';
import { QueuePageController } from './pages/queue.page.js';
import { reactions } from './reactions/index.js';
import { SmtpServer } from './smtp/smtp-server.js';

/** The queue of mails: filled by events, emptied into the SMTP server, and what became of each. */
export const queue = defineModule<Config>({
  name: 'queue',
  pages: [QueuePageController],
  providers: [
    {
      provide: MailMetrics,
      inject: [Metrics, Databases, CLOCK],
      useFactory: (metrics: Metrics, { worker }: Databases, clock: Clock) => new MailMetrics(metrics, worker, clock),
    },
    {
      provide: SmtpServer,
      inject: [SETTINGS],
      useFactory: (settings: Config) =>
        new SmtpServer({
          url: settings.SMTP_URL,
          maxConnections: settings.SMTP_MAX_CONNECTIONS,
          maxMessages: settings.SMTP_MAX_MESSAGES,
          sendTimeout: settings.SMTP_SEND_TIMEOUT_MS,
        }),
    },
    {
      provide: MailSender,
      inject: [SETTINGS, Databases, MailCatalogue, SmtpServer, CLOCK, LOGGER, MailMetrics],
      useFactory: sender,
    },
    { provide: QueueKeeper, inject: [SETTINGS, Databases, CLOCK, LOGGER, MailSender], useFactory: keeper },
  ],
  reactions,
  workers: [MailSender, QueueKeeper],
  checks: [
    (parts) => ({
      name: 'smtp',
      required: false,
      check: () => (parts.get(MailSender).unavailableSince === undefined ? 'ok' : 'unavailable'),
    }),
  ],
  navigation: (person) => (person === undefined ? [] : [{ label: 'メール送信状況', href: '/' }]),
});

function sender(
  settings: Config,
  databases: Databases,
  mails: MailCatalogue,
  smtp: SmtpServer,
  clock: Clock,
  logger: Logger,
  metrics: MailMetrics,
): MailSender {
  return new MailSender(senderSettings(settings), {
    database: databases.worker,
    transactions: databases.inTransaction,
    smtp,
    letters: {
      mails,
      sender: { name: settings.SENDER_NAME, address: settings.SENDER_ADDRESS },
      privateKeys: settings.SEALING_PRIVATE_KEYS,
    },
    clock,
    logger,
    measured: (code, handover, seconds) => metrics.attempt(code, handover, seconds),
  });
}

function senderSettings(settings: Config): SenderSettings {
  const retry = { first: settings.MAIL_RETRY_FIRST_MS, longest: settings.MAIL_RETRY_LONGEST_MS };
  return {
    owner: randomUUID(),
    slots: settings.SMTP_MAX_CONNECTIONS,
    lease: settings.MAIL_LEASE_MS,
    sendTimeout: settings.SMTP_SEND_TIMEOUT_MS,
    drain: settings.MAIL_DRAIN_MS,
    poll: settings.MAIL_POLL_MS,
    retry,
    greeting: greetingPolicy(retry),
  };
}

function keeper(
  settings: Config,
  { worker, inTransaction }: Databases,
  clock: Clock,
  logger: Logger,
  mailSender: MailSender,
): QueueKeeper {
  return new QueueKeeper(
    { every: settings.MAIL_ROUND_MS, keepDays: settings.MAIL_KEEP_DAYS },
    { database: worker, transactions: inTransaction, clock, logger, released: () => mailSender.nudge() },
  );
}
