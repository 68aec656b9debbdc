import { generateKeyPairSync } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { makeSealingKeys, type KeySet } from '@todoke/messaging';
import { FixedClock } from '@todoke/service';
import { freePort, freshDatabase, freshNats, type FreshDatabase, type FreshNats } from '@todoke/testing';
import { accounts } from '../src/accounts.service.js';
import { clientIds, type Config } from '../src/config.js';

/** A Friday, so that the next business day is a Monday. */
export const friday = new Date('2026-11-20T10:00:00+09:00');

export const clientSecret = (client: string): string => `secret of ${client}, for tests`;

/** The whole service on a port of its own, with its database, NATS and a clock that stands still. */
export interface Running {
  readonly url: string;
  readonly config: Config;
  readonly environment: NodeJS.ProcessEnv;
  readonly clock: FixedClock;
  readonly database: FreshDatabase;
  readonly nats: FreshNats;
  /** Opens what was sealed for notifications. */
  readonly privateKeys: KeySet;
  readonly app: NestFastifyApplication;
  stop(): Promise<void>;
}

export async function running(extra: NodeJS.ProcessEnv = {}): Promise<Running> {
  const database = await freshDatabase('accounts');
  const nats = await freshNats();
  const { environment, privateKeys, url } = await settings(database, nats.url, extra);
  const read = accounts.config(environment);
  const clock = new FixedClock(friday);
  const app = await accounts.createApp(read, clock);
  await app.startAllMicroservices();
  await app.listen(read.PORT, '127.0.0.1');
  const stop = async () => {
    await app.close();
    await nats.close();
    await database.drop();
  };
  return { url, config: read, environment, clock, database, nats, privateKeys, app, stop };
}

/** The environment of one process; `extra` replaces what it names. */
export async function settings(database: FreshDatabase, natsUrl: string, extra: NodeJS.ProcessEnv = {}) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const { publicKeys, privateKeys } = await makeSealingKeys('test');
  const environment: NodeJS.ProcessEnv = {
    NODE_ENV: 'test',
    PORT: String(port),
    PUBLIC_URL: url,
    NATS_URL: natsUrl,
    DATABASE_URL: database.appUrl,
    DATABASE_WORKER_URL: database.workerUrl,
    REGISTRATION_URL: 'http://127.0.0.1:9',
    APPROVAL_URL: 'http://127.0.0.1:9',
    NOTIFICATIONS_URL: 'http://127.0.0.1:9',
    REPORTING_URL: 'http://127.0.0.1:9',
    OIDC_ISSUER: `${url}/oidc`,
    OIDC_SIGNING_KEYS: JSON.stringify({ keys: [signingKey()] }),
    OIDC_COOKIE_KEYS: 'cookie key that is long enough',
    OIDC_CLIENT_SECRET: clientSecret('accounts'),
    OIDC_CLIENT_SECRETS: JSON.stringify(Object.fromEntries(clientIds.map((client) => [client, clientSecret(client)]))),
    SEALING_PUBLIC_KEYS: JSON.stringify(publicKeys),
    SESSION_SECRET: 'only for tests, and longer than needed',
    ...extra,
  };
  return { environment, privateKeys, url };
}

function signingKey() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), kid: 'test', use: 'sig', alg: 'RS256' };
}
