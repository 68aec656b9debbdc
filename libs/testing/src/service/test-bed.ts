import { freePort, services } from '@todoke/local-system';
import type { Clock, SignedIn } from '@todoke/service';
import { freshDatabase, type FreshDatabase } from '../database/fresh-database.js';
import { rows } from '../database/rows.js';
import { freshNats, type FreshNats } from '../nats/fresh-nats.js';
import { Visitor, type VisitorOptions } from '../visitor/visitor.js';
import type { StandInSystem } from '../stand-in-issuer/stand-in-issuer.js';
import { type ServiceProcess, startServiceProcess } from './service-process.js';

/** A service as its `<service>.service.ts` shows it. */
export interface ServiceUnderTest<Settings, App> {
  /** Of its folder, its schema and its OpenID client. */
  readonly name: string;
  readonly config: (source: NodeJS.ProcessEnv) => Settings;
  readonly createApp: (settings: Settings, clock?: Clock) => Promise<App>;
}

/** The part of a Nest application that is used here. */
export interface Listening {
  startAllMicroservices(): Promise<unknown>;
  listen(port: number, host: string): Promise<unknown>;
  close(): Promise<void>;
}

/** The service's own settings, and changes of the defaults; where they depend on its address, by a function. */
type OwnEnvironment = NodeJS.ProcessEnv | ((url: string) => NodeJS.ProcessEnv);

export interface Start {
  /** Left out: the time of the machine. */
  readonly clock?: Clock;
  readonly environment?: OwnEnvironment;
  /** Who can sign in, at a stand-in issuer. Default: nobody. */
  readonly people?: readonly SignedIn[];
  /** Programs that get tokens there for an interface of the service. */
  readonly systems?: readonly System[];
}

/** A program, as the system of a prefecture. */
interface System extends Pick<StandInSystem, 'clientId' | 'prefecture' | 'scopes'> {
  /** Path of the interface that its tokens are for. */
  readonly asks: string;
}

/** A service in this process, on a port of its own. */
export interface StartedService<Settings, App> {
  readonly url: string;
  readonly app: App;
  readonly settings: Settings;
  /** A browser without script, signed in as one of the people; left out: as nobody. */
  visitor(sub?: string, options?: VisitorOptions): Promise<Visitor>;
  /** An access token of one of the systems. @param scope what it is to allow; left out: all that it may */
  token(clientId: string, scope?: string): Promise<string>;
  stop(): Promise<void>;
}

/** A database and streams of their own for one service, in as many processes as a test wants. */
export interface TestBed<Settings, App> {
  readonly database: FreshDatabase;
  readonly nats: FreshNats;
  /** Queries as the superuser, without row-level security; tables are named with their schema. */
  ask<Row extends object>(sql: string, values?: unknown[]): Promise<Row[]>;
  /** Starts the service in this process. */
  start(start?: Start): Promise<StartedService<Settings, App>>;
  /** Starts the built service as a process of its own; it need not be ready yet. */
  spawn(environment?: OwnEnvironment): Promise<ServiceProcess>;
  /** Ends all that was started, and drops the database. */
  stop(): Promise<void>;
}

/** Value of the secrets that a service shares with itself or its issuer only. */
const secret = 'only for tests, and longer than needed';
/** An address at which nothing listens. */
const unreachable = 'http://127.0.0.1:9';
/** Where the menu leads; a test that follows it sets what it needs. */
const neighbours = Object.fromEntries(services.map((name) => [`${name.toUpperCase()}_URL`, unreachable]));

export async function testBed<Settings, App extends Listening>({
  name: service,
  config,
  createApp,
}: ServiceUnderTest<Settings, App>): Promise<TestBed<Settings, App>> {
  const [database, nats] = await Promise.all([freshDatabase(service), freshNats()]);
  const ends: (() => Promise<unknown>)[] = [];
  const place = async (own: OwnEnvironment, issuerAt?: (url: string) => Promise<string>) => {
    const port = await freePort();
    const url = `http://localhost:${port}`;
    const environment: NodeJS.ProcessEnv = {
      NODE_ENV: 'test',
      PORT: String(port),
      PUBLIC_URL: url,
      NATS_URL: nats.urlFor(service),
      DATABASE_URL: database.appUrl,
      DATABASE_WORKER_URL: database.workerUrl,
      OIDC_ISSUER: (await issuerAt?.(url)) ?? `${unreachable}/oidc`,
      OIDC_CLIENT_SECRET: secret,
      SESSION_SECRET: secret,
      ...neighbours,
      ...(typeof own === 'function' ? own(url) : own),
    };
    return { port, url, environment };
  };
  return {
    database,
    nats,
    ask: (sql, values) => rows(database.adminUrl, sql, values),
    start: async ({ clock, environment: own = {}, people, systems } = {}) => {
      const asked = people ?? systems;
      const issuerAt = asked && ((url: string) => issuerFor(service, url, { people, systems }, ends));
      const { port, url, environment } = await place(own, issuerAt);
      const settings = config(environment);
      const app = await createApp(settings, clock);
      const stop = once(() => app.close());
      ends.unshift(stop);
      await app.startAllMicroservices();
      await app.listen(port, 'localhost');
      const visitor = async (sub?: string, options?: VisitorOptions): Promise<Visitor> => {
        const visiting = new Visitor(url, options);
        if (sub !== undefined) await visiting.signIn(sub);
        return visiting;
      };
      const token = (clientId: string, scope?: string) => tokenOf(environment.OIDC_ISSUER ?? '', clientId, scope);
      return { url, app, settings, visitor, token, stop };
    },
    spawn: async (own = {}) => {
      const { url, environment } = await place(own);
      const started = startServiceProcess(service, url, environment);
      ends.unshift(() => started.end('SIGKILL'));
      return started;
    },
    stop: async () => {
      for (const end of ends) await end();
      await nats.close();
      await database.drop();
    },
  };
}

/** A test may stop what the bed would stop at its end. */
function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => (done ??= work());
}

/** Whom the issuer knows. */
interface Known {
  readonly people: readonly SignedIn[] | undefined;
  readonly systems: readonly System[] | undefined;
}

async function issuerFor(
  clientId: string,
  url: string,
  { people = [], systems = [] }: Known,
  ends: (() => Promise<unknown>)[],
): Promise<string> {
  // Loaded only where people sign in: an OpenID Provider takes longer to load than many tests take.
  const { startStandInIssuer } = await import('../stand-in-issuer/stand-in-issuer.js');
  const issuer = await startStandInIssuer({
    clients: [{ clientId, clientSecret: secret, url }],
    people,
    systems: systems.map(({ asks, ...system }) => ({ ...system, clientSecret: secret, audience: `${url}${asks}` })),
  });
  ends.unshift(() => issuer.close());
  return issuer.issuer;
}

async function tokenOf(issuer: string, clientId: string, scope?: string): Promise<string> {
  const answer = await fetch(`${issuer}/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${encodeURIComponent(clientId)}:${encodeURIComponent(secret)}`)}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', ...(scope !== undefined && { scope }) }),
  });
  const told = (await answer.json()) as { access_token?: string };
  if (told.access_token === undefined) throw new Error(`no token: ${answer.status} ${JSON.stringify(told)}`);
  return told.access_token;
}
