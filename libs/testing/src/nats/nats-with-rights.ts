import { join } from 'node:path';
import { findNatsServer, repository, startNats, usersConfiguration } from '@todoke/local-system';
import { natsPasswords, natsUrlFor } from './nats-users.js';

/** A NATS of its own, whose users have other rights than those of deploy/nats-users.conf. */
export async function natsWithRights(
  rights: string,
): Promise<{ urlFor(service: string): string; stop(): Promise<void> }> {
  const server = await findNatsServer({ stateDir: join(repository, '.todoke') });
  const users = usersConfiguration(natsPasswords, rights);
  const { url, stop } = await startNats({ server, durable: false, users });
  return { urlFor: (service) => natsUrlFor(service, url), stop };
}
