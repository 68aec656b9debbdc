import { type DynamicModule, Module } from '@nestjs/common';
import { CLOCK, type Clock } from './clock.js';
import { type HealthCheck, HealthChecks, HealthController } from './health.js';
import { createLogger, LOGGER } from './logger.js';
import { Metrics, MetricsController } from './metrics.js';

export interface ServiceOptions {
  readonly service: string;
  readonly clock: Clock;
  /** What readiness asks for; other modules may add theirs. */
  readonly checks?: readonly HealthCheck[];
}

/** What every service has: clock, logger, health and metrics. Global; an app imports it once. */
@Module({})
export class ServiceModule {
  static forRoot(options: ServiceOptions): DynamicModule {
    const provided = [
      { provide: CLOCK, useValue: options.clock },
      { provide: LOGGER, useFactory: () => createLogger(options.service) },
      { provide: HealthChecks, useFactory: () => new HealthChecks(options.checks) },
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
