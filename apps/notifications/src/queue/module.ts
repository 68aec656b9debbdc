import { defineModule } from '@todoke/composition';
import { inTime, SETTINGS } from '@todoke/service';
import type { Config } from '../config.js';
import { keepQueue } from './jobs/keep-queue.js';
import { Databases } from '../persistence/databases.js';
import { MailMetrics } from './mail-metrics.js';
import { QueuePage } from './pages/queue.page.js';
import { heldMails } from './persistence/held-mails.js';
import { reactions } from './reactions/index.js';
import { SmtpServer } from './smtp/smtp-server.js';
import { MailSender } from './workers/mail-sender.js';

/** Milliseconds. A database that does not answer is told by its own check, and is no fault of the SMTP server. */
const databaseAnswers = 1_000;

const someAreHeld = ({ worker }: Databases): Promise<boolean> =>
  inTime(
    heldMails(worker).then(
      (held) => held.length > 0,
      () => false,
    ),
    databaseAnswers,
    false,
  );

/** The queue of mails: filled by events, emptied into the SMTP server, and what became of each. */
export const queue = defineModule<Config>({
  name: 'queue',
  pages: [QueuePage],
  providers: [
    MailMetrics,
    MailSender,
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
  ],
  reactions,
  workers: [MailSender],
  jobs: [keepQueue],
  checks: [
    (parts) => ({
      name: 'smtp',
      required: false,
      check: async () => {
        const { unavailableSince, refusal } = parts.get(MailSender);
        if (unavailableSince !== undefined) return 'unavailable';
        if (refusal !== undefined) return 'refused';
        return (await someAreHeld(parts.get(Databases))) ? 'refused' : 'ok';
      },
    }),
  ],
  assets: new URL('./assets/', import.meta.url),
});
