import { Controller, Get, HttpStatus, Inject, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

export type CheckResult = 'ok' | 'away' | 'behind';

export interface HealthCheck {
  readonly name: string;
  /** Only the service's own database and schema are required; anything else that is away is merely named. */
  readonly required: boolean;
  check(): Promise<CheckResult> | CheckResult;
}

export interface Readiness {
  readonly status: 'ready' | 'degraded' | 'unready';
  readonly checks: Readonly<Record<string, CheckResult>>;
}

const patience = 2_000;

/** What the service needs, asked for at each readiness request, each within two seconds. */
export class HealthChecks {
  private readonly checks: HealthCheck[];

  constructor(checks: readonly HealthCheck[] = []) {
    this.checks = [...checks];
  }

  add(check: HealthCheck): void {
    this.checks.push(check);
  }

  async readiness(): Promise<Readiness> {
    const results = await Promise.all(
      this.checks.map(async (check) => ({ check, result: await withinPatience(check) })),
    );
    const failed = results.filter(({ result }) => result !== 'ok');
    const status = failed.some(({ check }) => check.required) ? 'unready' : failed.length > 0 ? 'degraded' : 'ready';
    return { status, checks: Object.fromEntries(results.map(({ check, result }) => [check.name, result])) };
  }
}

async function withinPatience(check: HealthCheck): Promise<CheckResult> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<CheckResult>((resolve) => {
    timer = setTimeout(() => resolve('away'), patience);
  });
  try {
    return await Promise.race([check.check(), late]);
  } catch {
    return 'away';
  } finally {
    clearTimeout(timer);
  }
}

@ApiExcludeController()
@Controller('health')
export class HealthController {
  constructor(@Inject(HealthChecks) private readonly checks: HealthChecks) {}

  @Get('live')
  live(): { status: 'live' } {
    return { status: 'live' };
  }

  @Get('ready')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<Readiness> {
    const readiness = await this.checks.readiness();
    void reply.status(readiness.status === 'unready' ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.OK);
    void reply.header('cache-control', 'no-store');
    return readiness;
  }
}
