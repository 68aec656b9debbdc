import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../repository.js';
import { type Service } from '../settings/listeners.js';

/** A user of NATS: a service, or whoever operates the system and may do everything. */
export type NatsUser = Service | 'operator';

export type NatsPasswords = Readonly<Record<NatsUser, string>>;

const usualRights = (): string => readFileSync(join(repository, 'deploy', 'nats-users.conf'), 'utf8');

/**
 * The part of a NATS server's configuration that says who may do what: deploy/nats-users.conf, with these passwords
 * before it. Without it, whoever reaches the server may do everything.
 */
export function usersConfiguration(passwords: NatsPasswords, rights = usualRights()): string {
  const variables = Object.entries(passwords).map(
    ([user, password]) => `${user.toUpperCase()}_NATS_PASSWORD: ${JSON.stringify(password)}`,
  );
  return [...variables, rights].join('\n');
}

/** @param at `host:port` */
export const natsUrl = (user: NatsUser, passwords: NatsPasswords, at: string): string =>
  `nats://${user}:${encodeURIComponent(passwords[user])}@${at}`;
