import { Get, HttpStatus, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Endpoint } from './audience.js';
import { inTime } from './in-time.js';
import type { Figure } from './metrics.js';

/** `behind`: a schema; `missing`: a stream; `refused`: it answers, and does not take what we send. */
export type CheckResult = 'ok' | 'unavailable' | 'behind' | 'missing' | 'refused';

export interface HealthCheck {
  readonly name: string;
  /** Only the service's own database and schema are required. What else is unavailable makes it `degraded`. */
  readonly required: boolean;
  check(): Promise<CheckResult> | CheckResult;
}

export interface Readiness {
  readonly status: 'ready' | 'degraded' | 'unready' | 'stopping';
  readonly checks: Readonly<Record<string, CheckResult>>;
}

const patience = 1_500;

/** The checks of the service. Each runs at each readiness request, for 1.5 seconds at most. */
export class HealthChecks {
  /** Set when the service stops: a load balancer should send nothing new. */
  stopping = false;
  private readonly checks: HealthCheck[];

  constructor(checks: readonly HealthCheck[] = []) {
    this.checks = [...checks];
  }

  add(check: HealthCheck): void {
    this.checks.push(check);
  }

  async readiness(): Promise<Readiness> {
    if (this.stopping) return { status: 'stopping', checks: {} };
    const results = await this.results();
    const failed = results.filter(({ result }) => result !== 'ok');
    const status = failed.some(({ check }) => check.required) ? 'unready' : failed.length > 0 ? 'degraded' : 'ready';
    return { status, checks: Object.fromEntries(results.map(({ check, result }) => [check.name, result])) };
  }

  /** The same as a metric: 1 for what is available. */
  async figures(): Promise<Figure[]> {
    const results = await this.results();
    return results.map(({ check, result }) => ({ labels: { check: check.name }, value: result === 'ok' ? 1 : 0 }));
  }

  private results(): Promise<{ check: HealthCheck; result: CheckResult }[]> {
    return Promise.all(this.checks.map(async (check) => ({ check, result: await withinPatience(check) })));
  }
}

async function withinPatience(check: HealthCheck): Promise<CheckResult> {
  try {
    return await inTime(check.check(), patience, 'unavailable');
  } catch {
    return 'unavailable';
  }
}

@ApiExcludeController()
@Endpoint('health', { roles: 'machines' })
export class HealthEndpoint {
  constructor(private readonly checks: HealthChecks) {}

  @Get('live')
  live(): { status: 'live' } {
    return { status: 'live' };
  }

  @Get('ready')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<Readiness> {
    const readiness = await this.checks.readiness();
    const serves = readiness.status === 'ready' || readiness.status === 'degraded';
    void reply.status(serves ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE);
    void reply.header('cache-control', 'no-store');
    return readiness;
  }
}
