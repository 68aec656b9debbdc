import { createServer, type AddressInfo } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Envelope } from '@todoke/events';
import { type KeySet, makeSealingKeys, unseal } from '@todoke/messaging';
import { FixedClock, type FreshDatabase, freshDatabase, freshNats, type FreshNats, rows } from '@todoke/testing';
import { readConfig } from '../src/config.js';
import { createRegistration } from '../src/registration.app.js';

/** Registration on a database and streams of its own, with a clock that stands still. */
export interface RunningRegistration {
  readonly url: string;
  readonly app: NestFastifyApplication;
  readonly database: FreshDatabase;
  readonly nats: FreshNats;
  readonly clock: FixedClock;
  /** Rows as the superuser sees them. */
  rows<Row extends object>(sql: string, ...values: unknown[]): Promise<Row[]>;
  /** Events that registration announced, oldest first. */
  announced(subject: string): Promise<Envelope<string, Record<string, string>>[]>;
  /** The code that was mailed last, as notifications would read it. */
  lastCode(): Promise<string>;
  stop(): Promise<void>;
}

export const start = new Date('2026-11-20T10:00:00+09:00');

/** A port that was free a moment ago, for whoever has to know it before the service listens. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export async function startRegistration(settings: Record<string, string> = {}): Promise<RunningRegistration> {
  const [database, nats, keys] = await Promise.all([freshDatabase('registration'), freshNats(), makeSealingKeys('test')]);
  const clock = new FixedClock(start);
  const port = Number(settings['PORT'] ?? (await freePort()));
  const config = readConfig({
    NODE_ENV: 'test',
    PORT: String(port),
    PUBLIC_URL: `http://localhost:${port}`,
    ACCOUNTS_URL: 'http://127.0.0.1:3003',
    NATS_URL: nats.url,
    DATABASE_URL: database.appUrl,
    DATABASE_WORKER_URL: database.workerUrl,
    OIDC_ISSUER: 'http://127.0.0.1:3003/oidc',
    OIDC_CLIENT_SECRET: 'only-for-tests-only-for-tests',
    SESSION_SECRET: 'only-for-tests-only-for-tests-only-for-tests',
    CHALLENGE_SECRET: 'only-for-tests-only-for-tests-only-for-tests',
    SEALING_PUBLIC_KEYS: JSON.stringify(keys.publicKeys),
    ...settings,
  });
  const app = await createRegistration({ ...config, clock });
  await app.startAllMicroservices();
  await app.listen(port, 'localhost');
  return {
    url: config.PUBLIC_URL,
    app,
    database,
    nats,
    clock,
    ...looksInto(database, keys.privateKeys),
    stop: async () => {
      await app.close();
      await nats.close();
      await database.drop();
    },
  };
}

function looksInto(database: FreshDatabase, privateKeys: KeySet): Pick<RunningRegistration, 'rows' | 'announced' | 'lastCode'> {
  const look = <Row extends object>(sql: string, ...values: unknown[]) => rows<Row>(database.adminUrl, sql, values);
  const announced = async (subject: string) => {
    const found = await look<{ envelope: Envelope<string, Record<string, string>> }>(
      'SELECT envelope FROM registration.outbox WHERE subject = $1 ORDER BY position',
      subject,
    );
    return found.map(({ envelope }) => envelope);
  };
  const lastCode = async () => {
    const last = (await announced('registration.verification-requested.v1')).at(-1);
    if (last === undefined) throw new Error('no code was announced');
    return unseal(privateKeys, last.data['sealedCode'] ?? '');
  };
  return { rows: look, announced, lastCode };
}
