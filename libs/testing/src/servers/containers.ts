import { PostgreSqlContainer } from '@testcontainers/postgresql';
import { usersConfiguration } from '@todoke/local-system';
import { GenericContainer, Wait } from 'testcontainers';
import { natsPasswords, natsUrlFor } from '../nats/nats-users.js';
import { allOrNone } from './all-or-none.js';
import { images, reaperAvailable } from './docker.js';
import type { StartedServers } from './running.js';

/** Durability over a power cut is given up for speed. */
const settings = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=300'];

/** In the container. */
const users = '/etc/nats/users.conf';

/** Postgres and NATS as containers, removed when stopped. */
export async function startContainers(): Promise<StartedServers> {
  if (!(await reaperAvailable())) process.env['TESTCONTAINERS_RYUK_DISABLED'] ??= 'true';
  const [postgres, nats] = await allOrNone([
    new PostgreSqlContainer(images.postgres)
      .withDatabase('postgres')
      .withUsername('postgres')
      .withCommand(['postgres', ...settings.flatMap((setting) => ['-c', setting])])
      .start(),
    // Not testcontainers' own NATS container, which knows one user.
    new GenericContainer(images.nats)
      .withCopyContentToContainer([{ content: usersConfiguration(natsPasswords), target: users }])
      .withCommand(['--jetstream', '--config', users])
      .withExposedPorts(4222)
      .withWaitStrategy(Wait.forLogMessage(/Server is ready/))
      .start(),
  ]);
  return {
    postgresUrl: postgres.getConnectionUri(),
    natsUrl: natsUrlFor('operator', `nats://${nats.getHost()}:${nats.getMappedPort(4222)}`),
    stop: async () => {
      await Promise.all([postgres.stop(), nats.stop()]);
    },
  };
}
