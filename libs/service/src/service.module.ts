import { type DynamicModule, Module } from '@nestjs/common';
import { CLOCK, type Clock } from './clock.js';
import { HealthChecks, HealthController } from './health.js';
import { createLogger, LOGGER } from './logger.js';
import { Metrics, MetricsController } from './metrics.js';

/** What every service has: clock, logger, health and metrics. Global; an app imports it once. */
@Module({})
export class ServiceModule {
  static forRoot(options: { service: string; clock: Clock }): DynamicModule {
    const provided = [
      { provide: CLOCK, useValue: options.clock },
      { provide: LOGGER, useFactory: () => createLogger(options.service) },
      HealthChecks,
      Metrics,
    ];
    return {
      module: ServiceModule,
      global: true,
      controllers: [HealthController, MetricsController],
      providers: provided,
      exports: provided,
    };
  }
}
