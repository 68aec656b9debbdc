import { join } from 'node:path';
import {
  findNatsServer,
  type NatsServer,
  repository,
  startNats,
  startPostgres,
  usersConfiguration,
} from '@todoke/local-system';
import { natsPasswords, natsUrlFor } from '../nats/nats-users.js';
import { allOrNone } from './all-or-none.js';
import type { StartedServers } from './running.js';

/** Found once, also where several servers are started at once: it may have to be downloaded. */
let found: Promise<NatsServer> | undefined;

/** The embedded Postgres and a NATS server of this machine, on free ports, whose data are deleted when they stop. */
export async function startEmbedded(): Promise<StartedServers> {
  const stateDir = join(repository, '.todoke');
  const server = await (found ??= findNatsServer({ stateDir, say: (line) => console.log(`  ${line}`) }));
  const [postgres, nats] = await allOrNone([
    startPostgres({ superuserPassword: 'only-for-tests', database: 'postgres', durable: false }),
    startNats({ server, durable: false, users: usersConfiguration(natsPasswords) }),
  ]);
  return {
    postgresUrl: postgres.adminUrl,
    natsUrl: natsUrlFor('operator', nats.url),
    stop: async () => {
      await Promise.all([postgres.stop(), nats.stop()]);
    },
  };
}
