import { setTimeout as pause } from 'node:timers/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { ServiceSettings } from './environment.js';
import { HealthChecks } from './health.js';
import { Listeners } from './listeners.js';
import { LOGGER, type Logger } from './logger.js';
import { Operations } from './operations.js';
import { takeOverOutput } from './output.js';
import { Requests } from './requests.js';
import { endTraces } from './tracing/trace-context.js';

export type ServeSettings = Pick<ServiceSettings, 'PORT' | 'HOST' | 'OPERATIONS_PORT' | 'STOP_NOTICE_MS' | 'NODE_ENV'>;

/** Milliseconds for requests under way, and for all of it. The containers' grace period is longer. */
const requestPatience = 10_000;
const patience = 20_000;

/**
 * Starts the event consumers and listens. On SIGTERM or SIGINT it shuts down gracefully: readiness says `stopping`, no
 * new work is accepted, work under way is finished, and the process exits with 0. A second signal exits at once.
 */
export async function serve(app: NestFastifyApplication, settings: ServeSettings): Promise<void> {
  const logger = app.get<Logger>(LOGGER);
  takeOverOutput(logger);
  const listeners = new Listeners(app);
  onSignals(logger, () => stop(app, listeners, settings.STOP_NOTICE_MS));
  await app.startAllMicroservices();
  const { PORT: port, HOST: host, OPERATIONS_PORT: operations } = settings;
  app.get(Operations).standAt(settings);
  await listeners.listen(port, host);
  if (operations !== undefined) await listeners.listenAlso(operations, host);
  logger.info({ port, operations }, 'listening');
}

/** Events, mails and requests are finished concurrently; the database connections close last. */
async function stop(app: NestFastifyApplication, listeners: Listeners, notice: number): Promise<void> {
  app.get(HealthChecks).stopping = true;
  listeners.refuseKeepAlive();
  await pause(notice);
  app.get(Requests).untilOver(listeners.close(requestPatience));
  await app.close();
  await endTraces();
}

function onSignals(logger: Logger, end: () => Promise<void>): void {
  let ending = false;
  const begin = (signal: string): void => {
    if (ending) process.exit(1);
    ending = true;
    logger.info({ signal }, 'stopping');
    setTimeout(() => {
      logger.error('could not finish in time');
      process.exit(1);
    }, patience).unref();
    end().then(
      () => {
        logger.info('stopped');
        process.exit(0);
      },
      (error: unknown) => {
        logger.error({ err: error }, 'could not end cleanly');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', () => begin('SIGTERM'));
  process.on('SIGINT', () => begin('SIGINT'));
}
