import { Get, Header, Injectable, NotFoundException, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { Endpoint } from './audience.js';
import { inTime } from './in-time.js';
import { Operations } from './operations.js';

/** For metrics of other packages; all metrics are listed in docs/operating.md. */
export { Counter, Histogram } from 'prom-client';

/** A value of a gauge, with its labels. */
export interface Figure {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** A gauge whose values are collected at each scrape. */
export interface LookedUp {
  readonly name: string;
  readonly help: string;
  readonly labelNames?: readonly string[];
  readonly look: () => Promise<readonly Figure[]>;
}

/** Gauges that are collected in the same scrape share one query. */
export function oncePerReading<Result>(look: () => Promise<Result>): () => Promise<Result> {
  let underWay: Promise<Result> | undefined;
  return () => {
    underWay ??= look().finally(() => setImmediate(() => (underWay = undefined)));
    return underWay;
  };
}

/** Any other method is counted as `other`, since a label's values must be bounded. */
const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** Milliseconds: a database that hangs must not delay the other metrics. */
const patience = 2_000;

/** The service's Prometheus registry, with the metrics of the runtime and of requests by route and status. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();
  private readonly requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Duration of HTTP requests by route pattern, method and status',
    labelNames: ['route', 'method', 'status'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  /** @param route the pattern, never the URL */
  request(route: string, method: string, status: number, seconds: number): void {
    this.requests.observe({ route, method: methods.has(method) ? method : 'other', status }, seconds);
  }

  /** A gauge that cannot be collected within two seconds has no values: absent is not zero. */
  lookUp({ name, help, labelNames = [], look }: LookedUp): void {
    new Gauge({
      name,
      help,
      labelNames: [...labelNames],
      registers: [this.registry],
      async collect() {
        const figures = await inTime(look(), patience, []).catch(() => []);
        this.reset();
        // After a reset, a gauge without labels is 0.
        if (figures.length === 0 && labelNames.length === 0) this.remove();
        for (const { labels, value } of figures) this.set(labels, value);
      },
    });
  }
}

@ApiExcludeController()
@Endpoint('metrics', { roles: 'operations' })
export class MetricsEndpoint {
  constructor(
    private readonly metrics: Metrics,
    private readonly operations: Operations,
  ) {}

  @Get()
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  @Header('cache-control', 'no-store')
  read(@Req() request: FastifyRequest): Promise<string> {
    if (!this.operations.answerAt(request.socket.localPort)) throw new NotFoundException();
    return this.metrics.registry.metrics();
  }
}
