import { join } from 'node:path';
import { jetstreamManager } from '@nats-io/jetstream';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { RunInTransaction } from '@todoke/database';
import { ServiceModule, SystemClock } from '@todoke/service';
import { connectToNats, type FreshDatabase, freshDatabase, serversInUse } from '@todoke/testing';
import pg from 'pg';
import {
  type Answering,
  connectEvents,
  type GetProvider,
  type Hearing,
  MessagingModule,
  type Modules,
  Questions,
} from '../src/index.js';
import { inTransactionsOf } from '../src/pool-transactions.js';
import { hearsOf } from '../src/reactions.js';
import { ensureReplayStream } from '../src/replay-stream.js';
import { usualRetries } from '../src/retry-policy.js';

/** A service with its own database and the given reactions, of its modules or of one module named like it. */
export interface ServiceUnderTest {
  readonly database: FreshDatabase;
  readonly transactions: RunInTransaction;
  start(): Promise<void>;
  /** Stops: finishes the tasks under way. */
  stop(): Promise<void>;
  readiness(): Promise<{ status: string; checks: Record<string, string> }>;
  metrics(): Promise<string>;
  /** What it asks other services with. */
  questions(): Questions;
  /** Stops and drops the database. */
  remove(): Promise<void>;
}

/** Its questions and answers. */
interface Conversing {
  readonly answers?: readonly Answering<never>[];
  /** Milliseconds that an answer to its questions may take. */
  readonly answeredWithin?: number;
}

export async function serviceUnderTest(
  service: 'registration' | 'approval' | 'accounts',
  natsUrl: string,
  heard: readonly Hearing[] | Modules,
  parts?: (get: GetProvider) => unknown,
  { answers = [], answeredWithin = usualRetries.answeredWithin }: Conversing = {},
): Promise<ServiceUnderTest> {
  const database = await freshDatabase(service, join(import.meta.dirname, 'fixtures/service'));
  const pool = new pg.Pool({ connectionString: database.workerUrl, options: `-c search_path=${service}`, max: 10 });
  pool.on('error', () => undefined);
  const transactions = inTransactionsOf(pool);
  let app: NestFastifyApplication | undefined;
  const read = async (path: string): Promise<string> => (await (app as NestFastifyApplication).inject(path)).body;
  const stop = async (): Promise<void> => {
    await app?.close();
    app = undefined;
  };
  return {
    database,
    transactions,
    stop,
    start: async () => {
      const modules = Array.isArray(heard) ? { [service]: heard as Hearing[] } : (heard as Modules);
      await replayStreamFor(service, modules);
      app = await start({
        service,
        natsUrl,
        workerUrl: database.workerUrl,
        transactions,
        modules,
        answers,
        retries: { ...usualRetries, answeredWithin },
        ...(parts && { parts }),
      });
    },
    readiness: async () => JSON.parse(await read('/health/ready')) as never,
    metrics: () => read('/metrics'),
    questions: () => (app as NestFastifyApplication).get(Questions),
    remove: async () => {
      await stop();
      await pool.end();
      await database.drop();
    },
  };
}

/** As `todoke-streams` makes it of the table of who hears what, which has other modules than those under test. */
async function replayStreamFor(service: string, modules: Modules): Promise<void> {
  const operator = await connectToNats(serversInUse().natsUrl);
  await ensureReplayStream(await jetstreamManager(operator), service, hearsOf(modules));
  await operator.close();
}

async function start(options: Parameters<typeof MessagingModule.forRoot>[0]): Promise<NestFastifyApplication> {
  const { service } = options;
  @Module({ imports: [ServiceModule.forRoot({ service, clock: new SystemClock() }), MessagingModule.forRoot(options)] })
  class App {}
  const app = await NestFactory.create<NestFastifyApplication>(App, new FastifyAdapter(), { logger: false });
  connectEvents(app);
  await app.startAllMicroservices();
  await app.init();
  return app;
}
