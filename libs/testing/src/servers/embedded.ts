import { join } from 'node:path';
import { findNatsServer, startNats, startPostgres } from '@todoke/local-system';
import { repository } from '../repository.js';
import { both } from './both.js';
import type { StartedServers } from './running.js';

/** The embedded Postgres and a NATS server of this machine, on free ports, whose data are deleted when they stop. */
export async function startEmbedded(): Promise<StartedServers> {
  const state = join(repository, '.todoke');
  const server = await findNatsServer({ stateDir: state, say: (line) => console.log(`  ${line}`) });
  const [postgres, nats] = await both(
    startPostgres({ superuserPassword: 'only-for-tests', database: 'postgres', durable: false }),
    startNats({ server, durable: false }),
  );
  return {
    postgresUrl: postgres.adminUrl,
    natsUrl: nats.url,
    stop: async () => {
      await Promise.all([postgres.stop(), nats.stop()]);
    },
  };
}
