import { allOrNone } from './all-or-none.js';
import { chooseServers } from './choose.js';
import { keep } from './running.js';
import { type ServersOfRun, variable } from './servers-in-use.js';

/**
 * Jest's global set-up: a real Postgres and a real NATS for each of its workers. They are all started before the first
 * test, since Chromium fails a request while a container changes the machine's network. @public
 */
export default async function startServers({ maxWorkers }: { maxWorkers: number }): Promise<void> {
  // Quiet by default; LOG_LEVEL=info shows every request.
  process.env['LOG_LEVEL'] ??= 'warn';
  const { kind, why } = await chooseServers();
  const started = Date.now();
  // Each is loaded where it is needed: what starts containers has two thousand modules.
  const start =
    kind === 'containers'
      ? (await import('./containers.js')).startContainers
      : (await import('./embedded.js')).startEmbedded;
  const pairs = await allOrNone(Array.from({ length: maxWorkers }, () => start()));
  keep(pairs);
  const told: ServersOfRun = {
    kind,
    why,
    pairs: pairs.map(({ postgresUrl, natsUrl }) => ({ postgresUrl, natsUrl })),
  };
  process.env[variable] = JSON.stringify(told);
  const how = kind === 'containers' ? 'containers' : 'embedded servers';
  console.log(`\nPostgres and NATS, ${maxWorkers} of each: ${how} (${why}), ready after ${Date.now() - started} ms`);
}
