import { createServer, type AddressInfo } from 'node:net';
import { FixedClock } from '@todoke/service';
import { freshDatabase, freshNats, rows, type FreshDatabase, type FreshNats } from '@todoke/testing';
import { config } from '../src/config.js';
import { createReporting } from '../src/reporting.app.js';

/** 20 November 2026, in the fiscal year 2026 and before its report window. */
export const november = new Date('2026-11-20T10:00:00+09:00');

/** The whole service on a port of its own, with its database, NATS and a clock that stands still. */
export interface Running {
  readonly database: FreshDatabase;
  readonly nats: FreshNats;
  readonly url: string;
  readonly clock: FixedClock;
  /** Asks as the superuser; tables are named with their schema. */
  ask<Row extends Record<string, unknown>>(sql: string, values?: unknown[]): Promise<Row[]>;
  stop(): Promise<void>;
}

/** @param issuerFor starts the issuer for the service's address; without it nobody can sign in */
export async function running(issuerFor?: (url: string) => Promise<string>): Promise<Running> {
  const database = await freshDatabase('reporting');
  const nats = await freshNats();
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const issuer = (await issuerFor?.(url)) ?? 'http://127.0.0.1:9/oidc';
  const settings = config({
    NODE_ENV: 'test',
    PORT: String(port),
    PUBLIC_URL: url,
    NATS_URL: nats.url,
    DATABASE_URL: database.appUrl,
    DATABASE_WORKER_URL: database.workerUrl,
    SESSION_SECRET: 'only for tests, and longer than needed',
    OIDC_ISSUER: issuer,
    OIDC_CLIENT_SECRET: 'only for tests',
    APPROVAL_URL: 'http://127.0.0.1:3002',
    REGISTRATION_URL: 'http://127.0.0.1:3001',
  });
  const clock = new FixedClock(november);
  const app = await createReporting(settings, clock);
  await app.startAllMicroservices();
  await app.listen(port, 'localhost');
  return {
    database,
    nats,
    url,
    clock,
    ask: (sql, values) => rows(database.adminUrl, sql, values),
    stop: async () => {
      await app.close();
      await nats.close();
      await database.drop();
    },
  };
}

/** The public address has to be known before the service listens. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
