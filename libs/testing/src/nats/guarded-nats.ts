import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findNatsServer, repository, startNats } from '@todoke/local-system';

export interface GuardedNats {
  /** With user and password, as NATS_URL has them. */
  urlFor(user: string): string;
  stop(): Promise<void>;
}

/** A NATS of its own at which each service has the rights of deploy/nats-users.conf. */
export async function guardedNats(): Promise<GuardedNats> {
  const users = readFileSync(join(repository, 'deploy/nats-users.conf'), 'utf8');
  const names = [...users.matchAll(/\$(\w+)_NATS_PASSWORD/g)].map(([, name = '']) => name);
  const passwords = names.map((name) => `${name}_NATS_PASSWORD: ${JSON.stringify(passwordOf(name.toLowerCase()))}`);
  const { url, stop } = await startNats({
    server: await findNatsServer({ stateDir: join(repository, '.todoke') }),
    durable: false,
    configuration: [...passwords, users].join('\n'),
  });
  return { urlFor: (user) => url.replace('//', `//${user}:${encodeURIComponent(passwordOf(user))}@`), stop };
}

const passwordOf = (user: string): string => `${user}: only @ tests`;
