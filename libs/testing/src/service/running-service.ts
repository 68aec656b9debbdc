import { freePort } from '@todoke/local-system';
import { type Clock, FixedClock, type SignedIn } from '@todoke/service';
import { freshDatabase, type FreshDatabase } from '../database/fresh-database.js';
import { rows } from '../database/rows.js';
import { freshNats, type FreshNats } from '../nats/fresh-nats.js';
import { Visitor, type VisitorOptions } from '../visitor/visitor.js';

/** A service as its `<service>.service.ts` shows it. */
export interface ServiceUnderTest<Settings, App> {
  /** Of its folder, its schema and its OpenID client. */
  readonly name: string;
  readonly config: (source: NodeJS.ProcessEnv) => Settings;
  readonly createApp: (settings: Settings, clock: Clock) => Promise<App>;
}

/** The part of a Nest application that is used here. */
interface Listening {
  startAllMicroservices(): Promise<unknown>;
  listen(port: number, host: string): Promise<unknown>;
  close(): Promise<void>;
}

export interface Wishes {
  /** When it is. */
  readonly now: Date;
  /** The service's own settings, and changes of the defaults. */
  readonly environment?: NodeJS.ProcessEnv;
  /** Who can sign in, at a stand-in issuer. Default: nobody. */
  readonly people?: readonly SignedIn[];
}

/** A service on a port, a database and streams of its own, with a clock that stands still. */
export interface RunningService<App = Listening> {
  readonly url: string;
  readonly app: App;
  readonly clock: FixedClock;
  readonly database: FreshDatabase;
  readonly nats: FreshNats;
  /** Queries as the superuser, without row-level security; tables are named with their schema. */
  ask<Row extends object>(sql: string, values?: unknown[]): Promise<Row[]>;
  /** A browser without script, signed in as one of the people; left out: as nobody. */
  visitor(sub?: string, options?: VisitorOptions): Promise<Visitor>;
  /** Ends it and all that was started for it. */
  stop(): Promise<void>;
}

/** Value of the secrets that a service shares with itself or its issuer only. */
const secret = 'only for tests, and longer than needed';
/** An address at which nothing listens. */
const unreachable = 'http://127.0.0.1:9';

export async function runService<Settings, App extends Listening>(
  { name: service, config, createApp }: ServiceUnderTest<Settings, App>,
  { now, environment = {}, people }: Wishes,
): Promise<RunningService<App>> {
  const [database, nats, port] = await Promise.all([freshDatabase(service), freshNats(), freePort()]);
  const url = `http://localhost:${port}`;
  const issuer = people && (await issuerFor(service, url, people));
  const settings = config({
    NODE_ENV: 'test',
    PORT: String(port),
    PUBLIC_URL: url,
    NATS_URL: nats.url,
    DATABASE_URL: database.appUrl,
    DATABASE_WORKER_URL: database.workerUrl,
    OIDC_ISSUER: issuer?.issuer ?? `${unreachable}/oidc`,
    OIDC_CLIENT_SECRET: secret,
    SESSION_SECRET: secret,
    ...environment,
  });
  const clock = new FixedClock(now);
  const app = await createApp(settings, clock);
  await app.startAllMicroservices();
  await app.listen(port, 'localhost');
  return {
    url,
    app,
    clock,
    database,
    nats,
    ask: (sql, values) => rows(database.adminUrl, sql, values),
    visitor: async (sub, options) => {
      const visitor = new Visitor(url, options);
      if (sub !== undefined) await visitor.signIn(sub);
      return visitor;
    },
    stop: async () => {
      await app.close();
      await issuer?.close();
      await nats.close();
      await database.drop();
    },
  };
}

async function issuerFor(clientId: string, url: string, people: readonly SignedIn[]) {
  // Loaded only where people sign in: an OpenID Provider takes longer to load than many tests take.
  const { startStandInIssuer } = await import('../stand-in-issuer/stand-in-issuer.js');
  return startStandInIssuer({ clients: [{ clientId, clientSecret: secret, url }], people });
}
