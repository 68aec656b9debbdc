import { createServer, type AddressInfo } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { FixedClock } from '@todoke/service';
import { freshNats, type FreshNats } from '@todoke/testing';
import { config } from '../src/config.js';
import { createApproval } from '../src/approval.app.js';
import { later } from './samples.js';
import { stored, type Stored } from './stored.js';

/** The whole service on a port of its own, with its database, NATS and a clock that stands still. */
export interface Running extends Stored {
  readonly nats: FreshNats;
  readonly url: string;
  readonly clock: FixedClock;
  stop(): Promise<void>;
}

/**
 * @param issuerFor starts the issuer for the service's address; without it nobody can sign in
 * @param natsUrl another address for NATS, such as one where nobody answers
 */
export async function running(
  issuerFor?: (url: string) => Promise<string>,
  natsUrl?: string,
): Promise<Running> {
  const store = await stored();
  const nats = await freshNats();
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const issuer = (await issuerFor?.(url)) ?? 'http://127.0.0.1:9/oidc';
  const settings = config({
    NODE_ENV: 'test',
    PORT: String(port),
    PUBLIC_URL: url,
    NATS_URL: natsUrl ?? nats.url,
    DATABASE_URL: store.database.appUrl,
    DATABASE_WORKER_URL: store.database.workerUrl,
    SESSION_SECRET: 'only for tests, and longer than needed',
    OIDC_ISSUER: issuer,
    OIDC_CLIENT_SECRET: 'only for tests',
    REPORTING_URL: 'http://127.0.0.1:3005',
  });
  const clock = new FixedClock(later(1));
  const app: NestFastifyApplication = await createApproval(settings, clock);
  await app.startAllMicroservices();
  await app.listen(port, 'localhost');
  return {
    ...store,
    nats,
    url,
    clock,
    stop: async () => {
      await app.close();
      await nats.close();
      await store.close();
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
