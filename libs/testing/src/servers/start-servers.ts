import { chooseServers } from './choose.js';
import { startContainers } from './containers.js';
import { startEmbedded } from './embedded.js';
import { keep } from './running.js';
import { variable, type ServersInUse } from './servers-in-use.js';

/** Jest's global set-up: one real Postgres and one real NATS for the run of a package. @public */
export default async function startServers(): Promise<void> {
  // Quiet by default; LOG_LEVEL=info shows every request.
  process.env['LOG_LEVEL'] ??= 'warn';
  const { kind, why } = await chooseServers();
  const started = Date.now();
  const servers = await (kind === 'containers' ? startContainers() : startEmbedded());
  keep(servers);
  const told: ServersInUse = { kind, why, postgresUrl: servers.postgresUrl, natsUrl: servers.natsUrl };
  process.env[variable] = JSON.stringify(told);
  const how = kind === 'containers' ? 'containers' : 'embedded servers';
  console.log(`\nPostgres and NATS: ${how} (${why}), ready after ${Date.now() - started} ms`);
}
