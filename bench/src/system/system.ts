import { join } from 'node:path';
import { LocalSystem, repository, type Service } from '@todoke/local-system';
import { crowdSettings } from '@todoke/testing/people';
import { Sink } from '../sink/sink.js';
import { usageOf } from './processes.js';
import { profileArguments } from './profiles.js';
import { watchStatements } from './statements.js';

/** Built services as processes, and a sink for mails in a process of its own. */
export type System = LocalSystem & { readonly sink: Sink };

/** Seconds that each part of a start took. */
export interface Phases {
  readonly servers: number;
  readonly schemas: number;
  readonly services: number;
}

export interface Wishes {
  readonly services: readonly Service[];
  /** Settings that every service gets. */
  readonly own?: NodeJS.ProcessEnv;
}

/**
 * Starts services on free ports, with a Postgres and a NATS of their own that flush what they confirm. Their data are
 * deleted at the end; their logs stay, in bench/results/logs.
 */
export async function startSystem(name: string, { services, own = {} }: Wishes): Promise<System> {
  const sink = await Sink.start();
  const local = await LocalSystem.prepare({
    name,
    services,
    state: { logsStayIn: join(repository, 'bench', 'results', 'logs') },
    mails: { server: { port: sink.port, stop: () => sink.stop() }, inbox: false },
    environment: { all: { ...crowdSettings, ...own } },
    processes: { nodeArguments: (process) => profileArguments(name, process) },
  });
  void local.failure.then((failure) => {
    process.stderr.write(`${failure.message}: ${failure.why ?? ''}\n`);
    process.exit(1);
  });
  try {
    await begin(local);
    await local.programs.bringTrialDataOnce(services);
    return Object.assign(local, { sink });
  } catch (error) {
    await local.stop();
    throw error;
  }
}

/** Stops everything and starts it again on the data that are there. */
export async function startAgain(system: System): Promise<Phases> {
  await system.rest();
  return begin(system);
}

/** The names and ids of the processes that run. */
export const pidsOf = (system: System): Record<string, number> =>
  Object.fromEntries(system.processes.map(({ name, pid }) => [name, pid ?? 0]));

/** CPU seconds of each process since its start, the sink and this process included. */
export function cpuOf(system: System): Record<string, number> {
  const own = process.cpuUsage();
  const running = Object.entries(pidsOf(system)).map(([name, pid]) => [name, usageOf(pid).cpu] as const);
  return {
    ...Object.fromEntries(running),
    sink: usageOf(system.sink.pid).cpu,
    driver: (own.user + own.system) / 1e6,
  };
}

/** In the order of `npm start`, and as much at once. */
async function begin(system: LocalSystem): Promise<Phases> {
  const { postgres } = system.parts;
  const servers = await timed(async () => {
    await system.startServers();
    await watchStatements(system.adminUrl, async () => {
      await postgres.stop();
      await postgres.start();
    });
  });
  const schemas = await timed(() => system.migrateAll());
  return { servers, schemas, services: await timed(() => system.startServices()) };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1_000;
}
