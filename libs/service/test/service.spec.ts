import { Writable } from 'node:stream';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Module } from '@nestjs/common';
import { pino } from 'pino';
import { z } from 'zod';
import {
  clockFrom,
  ConfigurationError,
  defineProblems,
  describeError,
  environment,
  FixedClock,
  HealthChecks,
  type HealthCheck,
  httpStatus,
  Metrics,
  ServiceModule,
  serviceSettings,
} from '../src/index.js';

const settings = {
  PORT: '3001',
  PUBLIC_URL: 'http://localhost:3001',
  NATS_URL: 'nats://localhost:42220',
  DATABASE_URL: 'postgres://a',
  DATABASE_WORKER_URL: 'postgres://b',
};

describe('the environment', () => {
  it('becomes typed and frozen settings', () => {
    const read = environment(serviceSettings, settings);
    expect(read).toMatchObject({ PORT: 3001, NODE_ENV: 'development', HOST: '0.0.0.0', DATABASE_POOL_SIZE: 10 });
    expect(Object.isFrozen(read)).toBe(true);
  });

  it('takes an address with a slash at its end or without', () => {
    const slashed = { ...settings, PUBLIC_URL: 'https://todoke.example/approval/' };
    expect(environment(serviceSettings, slashed).PUBLIC_URL).toBe('https://todoke.example/approval');
  });

  it('names each variable that is wrong, and no value', () => {
    const wrong = { ...settings, PORT: 'secret-seven', PUBLIC_URL: '' };
    expect(() => environment(serviceSettings, wrong)).toThrow(ConfigurationError);
    expect(() => environment(serviceSettings, wrong)).toThrow(/PORT[^]*PUBLIC_URL/);
    expect(() => environment(serviceSettings, wrong)).not.toThrow(/secret-seven/);
  });

  it('refuses another time in production', () => {
    const shifted = { ...settings, CLOCK_START: '2026-12-30T23:59:00+09:00' };
    expect(environment(serviceSettings, shifted).CLOCK_START).toBe('2026-12-30T23:59:00+09:00');
    expect(() => environment(serviceSettings, { ...shifted, NODE_ENV: 'production' })).toThrow('real time');
  });
});

describe('the clock', () => {
  it('starts at another instant and goes on from there', () => {
    const start = '2026-12-30T23:59:00+09:00';
    const before = Date.now();
    const shown = clockFrom(start).now().getTime() - Date.parse(start);
    expect(shown).toBeGreaterThanOrEqual(0);
    expect(shown).toBeLessThanOrEqual(Date.now() - before);
  });

  it('stands still in tests', () => {
    const clock = new FixedClock(new Date('2026-11-20T00:00:00Z'));
    clock.advance(60_000);
    expect(clock.now().toISOString()).toBe('2026-11-20T00:01:00.000Z');
  });
});

describe('a problem', () => {
  const problems = defineProblems({ applicationMissing: { kind: 'missing', text: '申請が見つかりません。' } });

  it('has a code, a status and two texts that never mix', () => {
    const problem = problems.applicationMissing('APF-00000001 of prefecture 36');
    expect(problem).toMatchObject({ code: 'application-missing', status: 404, text: '申請が見つかりません。' });
    expect(problem.text).not.toContain('APF');
  });

  it('knows a status for every kind', () => {
    expect(Object.values(httpStatus).every((status) => status >= 400 && status < 600)).toBe(true);
  });
});

describe('an error in the log', () => {
  it('tells its kind and place but not its message, which may quote a person', () => {
    let line = '';
    const sink = new Writable({ write: (part: Buffer, _, done) => ((line += part.toString()), done()) });
    const logger = pino({ serializers: { err: describeError } }, sink);
    logger.error({ err: Object.assign(new Error('duplicate key (山田太郎)'), { code: '23505' }) }, 'could not save');
    expect(line).toContain('"code":"23505"');
    expect(line).not.toContain('山田');
  });
});

describe('health', () => {
  let app: NestFastifyApplication;

  const serve = async (...checks: HealthCheck[]): Promise<{ status: number; body: unknown }> => {
    @Module({ imports: [ServiceModule.forRoot({ service: 'approval', clock: clockFrom(undefined), checks })] })
    class App {}
    app = await NestFactory.create<NestFastifyApplication>(App, new FastifyAdapter(), { logger: false });
    await app.init();
    const answer = await app.inject('/health/ready');
    return { status: answer.statusCode, body: answer.json() };
  };

  afterEach(() => app.close());

  it('is ready when all is there', async () => {
    const database: HealthCheck = { name: 'database', required: true, check: () => 'ok' };
    expect(await serve(database)).toEqual({ status: 200, body: { status: 'ready', checks: { database: 'ok' } } });
    expect((await app.inject('/health/live')).json()).toEqual({ status: 'live' });
  });

  it('is degraded, and still in rotation, when something else is unavailable', async () => {
    await serve({ name: 'database', required: true, check: () => 'ok' });
    app.get(HealthChecks).add({ name: 'nats', required: false, check: () => Promise.reject(new Error('refused')) });
    const answer = await app.inject('/health/ready');
    expect({ status: answer.statusCode, body: answer.json() as unknown }).toEqual({
      status: 200,
      body: { status: 'degraded', checks: { database: 'ok', nats: 'unavailable' } },
    });
  });

  it('is unready when its own database is unavailable or behind, or does not answer', async () => {
    const silent: HealthCheck = { name: 'database', required: true, check: () => new Promise(() => undefined) };
    expect((await serve(silent)).status).toBe(503);
    await app.close();
    expect(await serve({ name: 'database', required: true, check: () => 'behind' })).toEqual({
      status: 503,
      body: { status: 'unready', checks: { database: 'behind' } },
    });
  });

  it('has metrics in Prometheus’ text format', async () => {
    await serve();
    app.get(Metrics).request('/applications/:number', 'GET', 404, 0.02);
    const { body, headers } = await app.inject('/metrics');
    expect(headers['content-type']).toContain('version=0.0.4');
    const count = 'http_request_duration_seconds_count{route="/applications/:number",method="GET",status="404"} 1';
    expect(body).toContain(count);
    expect(z.string().parse(body)).toContain('nodejs_eventloop_lag_seconds');
  });
});
