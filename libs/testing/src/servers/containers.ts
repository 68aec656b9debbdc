import { NatsContainer } from '@testcontainers/nats';
import { PostgreSqlContainer } from '@testcontainers/postgresql';
import { images, reaperAvailable } from './docker.js';
import type { StartedServers } from './started.js';

/** Postgres and NATS as containers, gone when stopped. */
export async function startContainers(): Promise<StartedServers> {
  if (!(await reaperAvailable())) process.env['TESTCONTAINERS_RYUK_DISABLED'] ??= 'true';
  const [postgres, nats] = await Promise.all([
    new PostgreSqlContainer(images.postgres)
      .withDatabase('postgres')
      .withUsername('postgres')
      .withCommand(['postgres', '-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off', '-c', 'max_connections=300'])
      .start(),
    new NatsContainer(images.nats).withJetStream().start(),
  ]);
  const { user, pass } = nats.getConnectionOptions();
  const login = user === undefined ? '' : `${user}:${pass}@`;
  return {
    postgresUrl: postgres.getConnectionUri(),
    natsUrl: `nats://${login}${nats.getHost()}:${nats.getMappedPort(4222)}`,
    stop: async () => {
      await Promise.all([postgres.stop(), nats.stop()]);
    },
  };
}
