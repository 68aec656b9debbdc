import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Clock } from '@todoke/service';
import {
  eventually,
  freePort,
  freshDatabase,
  type FreshDatabase,
  freshNats,
  type FreshNats,
  rows,
} from '@todoke/testing';
import { notifications } from '../src/notifications.service.js';
import { environmentOf } from './settings.js';

process.env['LOG_LEVEL'] = 'silent';

/** A database and a NATS of their own for one suite, and what runs on them. */
export interface Fixture {
  readonly database: FreshDatabase;
  readonly nats: FreshNats;
  /** The service inside this process. */
  start(own: NodeJS.ProcessEnv, clock?: Clock): Promise<NestFastifyApplication>;
  /** The built service as a process of its own. */
  spawn(own: NodeJS.ProcessEnv): Promise<ServiceProcess>;
  rows<Row extends object>(sql: string, values?: unknown[]): Promise<Row[]>;
  /** Ends all that was started, and drops the database. */
  clear(): Promise<void>;
}

export interface ServiceProcess {
  readonly url: string;
  /** What it has logged so far. */
  readonly log: () => string;
  /** Stops it in mid-step, or lets it go on. */
  freeze(frozen: boolean): void;
  /** Sends a signal and resolves with the exit code, or the signal that ended it. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | string>;
}

export async function newFixture(): Promise<Fixture> {
  const [database, nats] = await Promise.all([freshDatabase('notifications'), freshNats()]);
  const given = {
    NATS_URL: nats.url,
    DATABASE_URL: database.appUrl,
    DATABASE_WORKER_URL: database.workerUrl,
  };
  const apps: NestFastifyApplication[] = [];
  const processes: ServiceProcess[] = [];
  return {
    database,
    nats,
    start: async (own, clock) => {
      const settings = notifications.config(environmentOf({ ...given, ...own }));
      const app = await notifications.createApp(settings, clock);
      apps.push(app);
      await app.startAllMicroservices();
      await app.listen(settings.PORT, '127.0.0.1');
      return app;
    },
    spawn: async (own) => {
      const started = await startProcess({ ...given, LOG_LEVEL: 'info', ...own });
      processes.push(started);
      return started;
    },
    rows: (sql, values) => rows(database.adminUrl, sql, values),
    clear: async () => {
      await Promise.all(apps.map((app) => app.close()));
      await Promise.all(processes.map((each) => each.end('SIGKILL')));
      await nats.close();
      await database.drop();
    },
  };
}

async function startProcess(own: NodeJS.ProcessEnv): Promise<ServiceProcess> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = {
    PATH: process.env['PATH'],
    ...environmentOf({ ...own, PORT: String(port), PUBLIC_URL: url }),
  };
  const main = fileURLToPath(new URL('../dist/main.js', import.meta.url));
  const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  const keep = (part: Buffer): void => void (log += part.toString());
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const exited = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  const up = await eventually(
    async () => (child.exitCode === null ? (await fetch(`${url}/health/live`)).ok && 'up' : 'ended'),
    { what: 'the service' },
  );
  if (up === 'ended') throw new Error(`it ended with ${child.exitCode}: ${log}`);
  return {
    url,
    log: () => log,
    freeze: (frozen) => void child.kill(frozen ? 'SIGSTOP' : 'SIGCONT'),
    end: async (signal) => {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      const [code, killedBy] = await exited;
      return code ?? killedBy ?? 'unknown';
    },
  };
}
