import { type DynamicModule, Module } from '@nestjs/common';
import { CLOCK, type Clock } from './clock.js';
import { SETTINGS } from './environment.js';
import { type HealthCheck, HealthChecks, HealthEndpoint } from './health.js';
import { createLogger, LOGGER } from './logger.js';
import { Metrics, MetricsEndpoint } from './metrics.js';
import { Operations } from './operations.js';
import { Requests } from './requests.js';

export interface ServiceOptions {
  readonly service: string;
  readonly clock: Clock;
  /** The settings of the app's config.ts; providers inject them by the token `SETTINGS`. */
  readonly settings?: object;
  /** The readiness checks; other modules may add theirs. */
  readonly checks?: readonly HealthCheck[];
}

/** What every service has: clock, settings, logger, health and metrics. Global; an app imports it once. */
@Module({})
export class ServiceModule {
  static forRoot(options: ServiceOptions): DynamicModule {
    const provided = [
      { provide: CLOCK, useValue: options.clock },
      { provide: SETTINGS, useValue: options.settings ?? {} },
      { provide: LOGGER, useFactory: () => createLogger(options.service) },
      { provide: HealthChecks, useFactory: () => new HealthChecks(options.checks) },
      {
        provide: Metrics,
        inject: [HealthChecks],
        useFactory: (checks: HealthChecks) => withHealth(new Metrics(), checks),
      },
      Operations,
      Requests,
    ];
    return {
      module: ServiceModule,
      global: true,
      controllers: [HealthEndpoint, MetricsEndpoint],
      providers: provided,
      exports: provided,
    };
  }
}

function withHealth(metrics: Metrics, checks: HealthChecks): Metrics {
  metrics.lookUp({
    name: 'health_check_ok',
    help: 'What readiness asks for: 1 for what is there, 0 for what is unavailable or behind',
    labelNames: ['check'],
    look: () => checks.figures(),
  });
  return metrics;
}
