import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { LOGGER, type Logger } from './logger.js';
import { endTraces } from './tracing/end-traces.js';

export interface ServeOptions {
  readonly port: number;
  readonly host?: string;
}

/**
 * Starts the microservice part and listens; on SIGTERM or SIGINT takes no new work, finishes what is in
 * flight, and ends. A second signal ends at once.
 */
export async function serve(app: NestFastifyApplication, options: ServeOptions): Promise<void> {
  const logger = app.get<Logger>(LOGGER);
  drainOnSignals(app, logger);
  await app.startAllMicroservices();
  await app.listen(options.port, options.host ?? '0.0.0.0');
  logger.info({ port: options.port }, 'listening');
}

const drainPatience = 20_000;

function drainOnSignals(app: NestFastifyApplication, logger: Logger): void {
  let draining = false;
  const drain = (signal: string): void => {
    if (draining) process.exit(1);
    draining = true;
    logger.info({ signal }, 'draining');
    setTimeout(() => {
      logger.error('could not finish in time');
      process.exit(1);
    }, drainPatience).unref();
    app.close().then(endTraces).then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ err: error }, 'could not end cleanly');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', () => drain('SIGTERM'));
  process.on('SIGINT', () => drain('SIGINT'));
}
